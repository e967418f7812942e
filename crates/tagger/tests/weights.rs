//! The weights that are in the program are those that `models/README.md` describes.

use onrecord_tagger::training::read_tagger;

const POS: &[u8] = include_bytes!("../../../models/pos-en.bin");
const READERS: [&[u8]; 3] = [
    include_bytes!("../../../models/best-en.bin"),
    include_bytes!("../../../models/fast-en.bin"),
    include_bytes!("../../../models/pieces-en.bin"),
];

#[test]
fn the_model_card_names_these_weights() {
    let card = include_str!("../../../models/README.md");
    for weights in [POS].into_iter().chain(READERS) {
        assert!(card.contains(&onrecord_text::sha256_hex(weights)), "models/README.md has another SHA-256");
    }
}

#[test]
fn damaged_weights_are_refused_and_not_fatal() {
    assert!(read_tagger(POS).is_some());
    for cut in [0, 1, 100, POS.len() / 2, POS.len() - 1] {
        assert!(read_tagger(&POS[..cut]).is_none());
    }
    // Bytes of another kind: whatever is read, it neither panics nor hangs.
    for other in READERS {
        let _ = read_tagger(other);
    }
}
