/// The language of a text (BCP 47) where it can be told reliably.
pub(crate) fn of(text: &str) -> Option<String> {
    // The first kilobytes tell as much as the whole page.
    const REACH: usize = 8 << 10;
    let head = &text[..text.floor_char_boundary(REACH)];
    let info = whatlang::detect(head)?;
    info.is_reliable().then(|| tag(info.lang()).to_owned())
}

/// The two-letter tag where the language has one.
fn tag(language: whatlang::Lang) -> &'static str {
    match language.code() {
        "eng" => "en",
        "deu" => "de",
        "fra" => "fr",
        "spa" => "es",
        "ita" => "it",
        "por" => "pt",
        "nld" => "nl",
        "pol" => "pl",
        "rus" => "ru",
        "ukr" => "uk",
        "tur" => "tr",
        "ara" => "ar",
        "cmn" => "zh",
        "jpn" => "ja",
        "kor" => "ko",
        "hin" => "hi",
        "swe" => "sv",
        "dan" => "da",
        "nob" => "nb",
        "fin" => "fi",
        "ces" => "cs",
        "slk" => "sk",
        "ron" => "ro",
        "hun" => "hu",
        "ell" => "el",
        "heb" => "he",
        "bul" => "bg",
        "hrv" => "hr",
        "srp" => "sr",
        "slv" => "sl",
        "est" => "et",
        "lit" => "lt",
        "lav" => "lv",
        "kat" => "ka",
        "aze" => "az",
        "hye" => "hy",
        "pes" => "fa",
        "urd" => "ur",
        "ben" => "bn",
        "vie" => "vi",
        "ind" => "id",
        "tha" => "th",
        "cat" => "ca",
        "bel" => "be",
        "mkd" => "mk",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn english_is_told_and_scraps_are_not() {
        let text = "The talks between Norland and Sudmark opened in Calder on Monday, and both ministers said that they hoped for a quick agreement on the canal.";
        assert_eq!(super::of(text).as_deref(), Some("en"));
        assert_eq!(super::of("12:30"), None);
    }
}
