use crate::little_words;
use onrecord_text::{Item, Note, Page};
use std::collections::BTreeMap;
use whatlang::{Info, Lang, Script};

/// The first kilobytes tell as much as the whole text.
const REACH: usize = 8 << 10;
/// So many words of a text in Latin letters are the fewest that tell.
const FEWEST_WORDS: usize = 8;
/// So many words are enough to miss the little words of English.
const ENOUGH_WORDS: usize = 15;
/// How sure trigrams must be of a language where some of its little words are there, and where there are many.
const RELIABLE: f64 = 0.9;
const FAIR: f64 = 0.3;
/// One word in so many at least is a little word of the language that trigrams are sure of, and of one that they name with fair sureness.
const ONE_IN_SURE: usize = 25;
const ONE_IN_FAIR: usize = 10;
/// And of one that trigrams did not name.
const ONE_IN_UNTOLD: usize = 6;
/// So many letters of another script are the fewest that tell.
const FEWEST_LETTERS: usize = 12;

/// The longest of the little words of English, in bytes.
const LONGEST_LITTLE: usize = 5;

/// The language of a text (BCP 47) where it can be told reliably.
pub(crate) fn of(text: &str) -> Option<String> {
    let head = &text[..text.floor_char_boundary(REACH)];
    let script = script_of(head)?;
    // Trigrams are slow: they are asked only where nothing else tells.
    let guess = || whatlang::detect(head);
    let sure_of = |guess: &Option<Info>, at_least: f64| {
        let sure = guess.as_ref().filter(|info| info.confidence() >= at_least);
        sure.map(|info| tag(info.lang()).to_owned())
    };
    if script != Script::Latin {
        let letters =
            head.chars().filter(|char| char.is_alphabetic() && !char.is_ascii()).take(FEWEST_LETTERS).count();
        let told = || sure_of(&guess(), RELIABLE).unwrap_or_else(|| written(script).to_owned());
        return (letters == FEWEST_LETTERS).then(told);
    }
    let (mut count, mut english) = (0, 0);
    for word in words(head) {
        count += 1;
        english += usize::from(is_english(word));
    }
    if count < FEWEST_WORDS {
        return None;
    }
    // Names of elsewhere mislead trigrams; little words do not.
    match english * 100 / count {
        12.. if english >= 2 => Some("en".to_owned()),
        // Without its little words a text can still be English: headlines, calls, lists of names. So another language is told only where
        // its own little words are there.
        0..=4 => {
            let guess = guess();
            if guess.as_ref().is_some_and(|info| info.lang() == Lang::Eng) {
                return sure_of(&guess, RELIABLE);
            }
            let is_sure = sure_of(&guess, RELIABLE).is_some();
            let is_confirmed = |told: &String| {
                let own = little_words::count(words(head), told).unwrap_or(0);
                let wanted = if is_sure { ONE_IN_SURE } else { ONE_IN_FAIR };
                own >= 2 && own * wanted >= count && (is_sure || count >= ENOUGH_WORDS)
            };
            sure_of(&guess, FAIR).filter(is_confirmed).or_else(|| by_little_words(head, count))
        }
        _ => sure_of(&guess(), RELIABLE).filter(|own| own == "en"),
    }
}

/// The language of which a text has so many little words that no trigrams are needed, as of one that these do not know.
fn by_little_words(text: &str, count: usize) -> Option<String> {
    let words: Vec<&str> = words(text).collect();
    let (language, own) = little_words::most(&words)?;
    (count >= ENOUGH_WORDS && own * ONE_IN_UNTOLD >= count).then(|| language.to_owned())
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|char: char| !char.is_alphabetic()).filter(|word| !word.is_empty())
}

/// The script of most letters. Where those of ASCII outnumber all other characters it is told without looking at these one by one.
fn script_of(text: &str) -> Option<Script> {
    let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
    let others = text.bytes().filter(|byte| !byte.is_ascii()).count();
    if letters > others { Some(Script::Latin) } else { whatlang::detect_script(text) }
}

/// Whether a word is a little word of English, in whatever case: one of those of which English texts are full, and that no other
/// language in Latin letters writes often.
fn is_english(word: &str) -> bool {
    let mut small = [0; LONGEST_LITTLE];
    let Some(small) = small.get_mut(..word.len()) else { return false };
    small.copy_from_slice(word.as_bytes());
    small.make_ascii_lowercase();
    #[rustfmt::skip]
    let is_little = matches!(
        &*small,
        b"about" | b"after" | b"and" | b"are" | b"be" | b"been" | b"but" | b"could" | b"from" | b"has" | b"have" | b"he" | b"his"
            | b"if" | b"into" | b"it" | b"its" | b"of" | b"said" | b"she" | b"than" | b"that" | b"the" | b"their" | b"there" | b"they"
            | b"this" | b"were" | b"what" | b"when" | b"which" | b"who" | b"with" | b"would" | b"you" | b"your"
    );
    is_little
}

/// Gives each item the language that its own words tell, and the page the one that most of its words are in.
///
/// What a page declares is often the setting of its system; where the words of most items tell otherwise, they are believed.
pub(crate) fn tell(page: &mut Page) {
    let declared = page.language.as_deref().map(primary);
    let mut told: Vec<(String, usize)> = Vec::new();
    // Trigrams are slow, and cards and posts are said again on the same page: the same words are told once.
    let mut known: BTreeMap<String, Option<String>> = BTreeMap::new();
    for number in 0..page.items.len() {
        let own = words_of(page, number);
        let length = own.len();
        let tell = |own: &String| of(own).map(|told| believed(own, told, declared.as_deref()));
        let language = known.entry(own).or_insert_with_key(tell).clone();
        if let Some(language) = &language {
            match told.iter_mut().find(|(other, _)| other == language) {
                Some((_, size)) => *size += length,
                None => told.push((language.clone(), length)),
            }
        }
        page.items[number].language = language;
    }
    let Some((most, _)) = told.into_iter().max_by_key(|(language, size)| (*size, language == "en")) else {
        return;
    };
    let is_same = |declared: &str| primary(declared) == primary(&most);
    match page.language.as_deref() {
        Some(declared) if is_same(declared) || most.starts_with("und") => {}
        Some(declared) => {
            page.notes.push(Note::page(format!(
                "The page declares its language as {declared}, but it is written in {most}."
            )));
            page.language = Some(most);
        }
        None if most.starts_with("und") => {}
        None => page.language = Some(most),
    }
}

/// Languages in Latin letters that trigrams cannot tell, and take for one that they can.
const UNTOLD: &[&str] = &[
    "ast", "bs", "ceb", "cnr", "dsb", "eu", "fo", "fur", "fy", "ga", "gd", "gl", "gn", "gsw", "ha", "haw",
    "hsb", "ht", "ig", "is", "kl", "ku", "lb", "lmo", "mg", "mi", "ms", "mt", "nds", "nn", "ny", "oc", "om",
    "qu", "rm", "rw", "sc", "scn", "so", "sq", "sw", "szl", "vec", "wo", "xh", "yo",
];
/// Such in other letters.
const UNTOLD_IN_OTHER_LETTERS: &[&str] = &[
    "as", "ba", "bo", "ckb", "cv", "dv", "dz", "kk", "ky", "lo", "mn", "os", "ps", "sd", "tg", "ti", "tt",
    "ug",
];

/// The language of a text of which its words tell one and its page declares one.
///
/// What is declared is often the setting of a system. It is believed against what trigrams tell where they do not know the declared
/// language, or where its little words are there as often: languages are near each other that trigrams only guess between.
fn believed(text: &str, told: String, declared: Option<&str>) -> String {
    let Some(declared) = declared.filter(|declared| *declared != told && *declared != "en") else {
        return told;
    };
    if told == "en" {
        return told;
    }
    let of_told = little_words::count(words(text), &told);
    let is_near = match (little_words::count(words(text), declared), of_told) {
        (Some(own), Some(of_told)) if own > 0 && own >= of_told => true,
        (_, Some(_)) => UNTOLD.contains(&declared),
        (None, None) => UNTOLD_IN_OTHER_LETTERS.contains(&declared),
        (Some(_), None) => false,
    };
    if is_near { declared.to_owned() } else { told }
}

/// A language tag's first part in small letters.
fn primary(tag: &str) -> String {
    tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
}

/// The words of an item, without those of items inside it and without boilerplate.
fn words_of(page: &Page, number: usize) -> String {
    let Some(item) = page.items.get(number) else { return String::new() };
    // Both lists are in page order, so that what lies in this item stands together.
    let inner = |other: &&Item| item.span.contains(other.span) && other.span != item.span;
    let after = page.items[number + 1..].iter().take_while(|other| other.span.start() < item.span.end());
    let mut holes: Vec<_> = after.filter(inner).map(|other| other.span).collect();
    let first = page.boilerplate.partition_point(|hole| hole.end() <= item.span.start());
    holes.extend(page.boilerplate[first..].iter().take_while(|hole| hole.start() < item.span.end()));
    holes.sort_unstable();
    let (mut words, mut at) = (String::new(), item.span.start());
    for hole in holes {
        if hole.start() > at {
            words.push_str(&page.text[at..hole.start()]);
        }
        at = at.max(hole.end());
        if words.len() > REACH {
            break;
        }
    }
    if at < item.span.end() {
        words.push_str(&page.text[at..item.span.end()]);
    }
    words
}

/// How a text is written, where its language cannot be told.
fn written(script: Script) -> &'static str {
    match script {
        Script::Cyrillic => "und-Cyrl",
        Script::Arabic => "und-Arab",
        Script::Hebrew => "und-Hebr",
        Script::Greek => "und-Grek",
        Script::Devanagari => "und-Deva",
        _ => "und",
    }
}

/// The tag of BCP 47, which has two letters for all of them.
fn tag(language: Lang) -> &'static str {
    match language {
        Lang::Afr => "af",
        Lang::Aka => "ak",
        Lang::Amh => "am",
        Lang::Ara => "ar",
        Lang::Aze => "az",
        Lang::Bel => "be",
        Lang::Ben => "bn",
        Lang::Bul => "bg",
        Lang::Cat => "ca",
        Lang::Ces => "cs",
        Lang::Cmn => "zh",
        Lang::Cym => "cy",
        Lang::Dan => "da",
        Lang::Deu => "de",
        Lang::Ell => "el",
        Lang::Eng => "en",
        Lang::Epo => "eo",
        Lang::Est => "et",
        Lang::Fin => "fi",
        Lang::Fra => "fr",
        Lang::Guj => "gu",
        Lang::Heb => "he",
        Lang::Hin => "hi",
        Lang::Hrv => "hr",
        Lang::Hun => "hu",
        Lang::Hye => "hy",
        Lang::Ind => "id",
        Lang::Ita => "it",
        Lang::Jav => "jv",
        Lang::Jpn => "ja",
        Lang::Kan => "kn",
        Lang::Kat => "ka",
        Lang::Khm => "km",
        Lang::Kor => "ko",
        Lang::Lat => "la",
        Lang::Lav => "lv",
        Lang::Lit => "lt",
        Lang::Mal => "ml",
        Lang::Mar => "mr",
        Lang::Mkd => "mk",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Nld => "nl",
        Lang::Nob => "nb",
        Lang::Ori => "or",
        Lang::Pan => "pa",
        Lang::Pes => "fa",
        Lang::Pol => "pl",
        Lang::Por => "pt",
        Lang::Ron => "ro",
        Lang::Rus => "ru",
        Lang::Sin => "si",
        Lang::Slk => "sk",
        Lang::Slv => "sl",
        Lang::Sna => "sn",
        Lang::Spa => "es",
        Lang::Srp => "sr",
        Lang::Swe => "sv",
        Lang::Tam => "ta",
        Lang::Tel => "te",
        Lang::Tgl => "tl",
        Lang::Tha => "th",
        Lang::Tuk => "tk",
        Lang::Tur => "tr",
        Lang::Ukr => "uk",
        Lang::Urd => "ur",
        Lang::Uzb => "uz",
        Lang::Vie => "vi",
        Lang::Yid => "yi",
        Lang::Zul => "zu",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn little_words_are_told_in_any_case() {
        assert!(["The", "WHICH", "of", "yOur"].iter().all(|word| is_english(word)));
        assert!(["", "th", "thee", "theirs", "über"].iter().all(|word| !is_english(word)));
    }

    #[test]
    fn english_is_told_and_scraps_are_not() {
        let text = "The talks between Norland and Sudmark opened in Calder on Monday, and both ministers said that they hoped for a quick agreement on the canal.";
        assert_eq!(of(text).as_deref(), Some("en"));
        assert_eq!(of("12:30"), None);
        assert_eq!(of("Oster, Halvik"), None);
    }

    #[test]
    fn short_items_are_told_by_little_words_and_by_their_script() {
        for (text, language) in [
            ("Zwierzchowski and Grzegorz Brzeczyszczykiewicz were in Szczebrzeszyn for the talks.", "en"),
            (
                "Die Minister von Halvik und Tervo haben am Montag über den Kanal und die Gebühren gesprochen, sagte eine Sprecherin.",
                "de",
            ),
            (
                "Les ministres de Halvik et de Tervo ont discuté lundi du canal et des droits de passage, a déclaré une porte-parole.",
                "fr",
            ),
            ("Міністри обговорили в понеділок долю каналу, повідомила речниця уряду в Халвіку.", "uk"),
            ("اجتمع الوزراء يوم الاثنين لمناقشة مستقبل القناة، وقالت المتحدثة إن المحادثات كانت مفيدة.", "ar"),
        ] {
            assert_eq!(of(text).as_deref(), Some(language), "{text}");
        }
        assert!(of("Канал закрыт на неделю").is_some_and(|tag| tag != "en"));
    }

    #[test]
    fn each_item_has_its_own_language() {
        let feed = "<rss><channel><title>Herald</title><language>en</language>\
            <item><title>Canal shut</title><description>The canal is shut, said the minister who has been in charge of it for years.</description></item>\
            <item><title>Kanal gesperrt</title><description>Der Kanal ist gesperrt, sagte der Minister, der seit Jahren für ihn zuständig ist und nicht zurücktreten will.</description></item>\
            </channel></rss>";
        let page =
            crate::read_one(crate::Input { bytes: feed.as_bytes(), path: "f" }, &crate::Limits::default())
                .unwrap();
        let languages: Vec<_> = page.items.iter().map(|item| item.language.as_deref()).collect();
        assert_eq!(languages, [Some("en"), Some("de")]);
    }

    #[test]
    fn a_page_that_declares_another_language_than_it_is_written_in_is_noted() {
        let markup = "<html lang=en><h1>Kanal gesperrt</h1><p>Der Kanal ist gesperrt, sagte der Minister, der seit Jahren für ihn zuständig ist.</p>\
                      <p>Er will nicht zurücktreten, und niemand in der Stadt weiß, wie lange die Sperre noch dauern wird.</p></html>";
        let page =
            crate::read_one(crate::Input { bytes: markup.as_bytes(), path: "f" }, &crate::Limits::default())
                .unwrap();
        assert_eq!(page.language.as_deref(), Some("de"));
        assert!(
            page.notes.iter().any(|note| note.message.contains("declares its language as en")),
            "{:?}",
            page.notes
        );
    }
}
