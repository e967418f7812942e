use onrecord_text::{Item, Note, Page};
use std::collections::BTreeMap;
use whatlang::{Info, Script};

/// The first kilobytes tell as much as the whole text.
const REACH: usize = 8 << 10;
/// So many words of a text in Latin letters are the fewest that tell.
const FEWEST_WORDS: usize = 8;
/// So many words are enough to miss the little words of English.
const ENOUGH_WORDS: usize = 15;
/// How sure trigrams must be of a language by themselves, and where the little words say that it is not English.
const RELIABLE: f64 = 0.9;
const FAIR: f64 = 0.3;
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
    let words = head.split(|char: char| !char.is_alphabetic()).filter(|word| !word.is_empty());
    let (mut count, mut english) = (0, 0);
    for word in words {
        count += 1;
        english += usize::from(is_english(word));
    }
    if count < FEWEST_WORDS {
        return None;
    }
    // Names of elsewhere mislead trigrams; little words do not.
    match english * 100 / count {
        12.. if english >= 2 => Some("en".to_owned()),
        // Without its little words a text of some length is not English, and a fair guess names what it is.
        0..=4 => {
            let guess = guess();
            let fair = || sure_of(&guess, FAIR).filter(|other| other != "en" && count >= ENOUGH_WORDS);
            sure_of(&guess, RELIABLE).or_else(fair)
        }
        _ => sure_of(&guess(), RELIABLE).filter(|own| own == "en"),
    }
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
    let mut told: Vec<(String, usize)> = Vec::new();
    // Trigrams are slow, and cards and posts are said again on the same page: the same words are told once.
    let mut known: BTreeMap<String, Option<String>> = BTreeMap::new();
    for number in 0..page.items.len() {
        let own = words_of(page, number);
        let length = own.len();
        let language = known.entry(own).or_insert_with_key(|own| of(own)).clone();
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
