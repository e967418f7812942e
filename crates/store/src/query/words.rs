//! What a person typed, as a full-text query that is never an error.

/// An FTS5 query that finds every word and every "quoted phrase" in a person's words; the last word may be the beginning of
/// one. None where there is nothing to look for.
pub(crate) fn full_text_query(typed: &str) -> Option<String> {
    let mut terms = Vec::new();
    let mut ends_in_word = false;
    // Inside quotation marks at every second part. A mark that is never closed quotes to the end.
    for (number, part) in typed.split(['"', '“', '”', '„', '«', '»']).enumerate() {
        if number % 2 == 1 {
            ends_in_word &= !has_word(part);
            terms.extend(has_word(part).then(|| quoted(part)));
        } else {
            for word in part.split_whitespace().filter(|word| has_word(word)) {
                ends_in_word = true;
                terms.push(quoted(word));
            }
        }
    }
    if ends_in_word && !typed.ends_with(char::is_whitespace) {
        // The beginning of a word is enough, as long as the word is still being typed.
        if let Some(last) = terms.last_mut() {
            last.push('*');
        }
    }
    (!terms.is_empty()).then(|| terms.join(" AND "))
}

/// Whether some text holds all words, in any order, without regard to case.
pub(crate) fn holds_words(text: &str, words: &[String]) -> bool {
    let text = text.to_lowercase();
    words.iter().all(|word| text.contains(word.as_str()))
}

/// The words to give to [`holds_words`].
pub(crate) fn folded_words(typed: &str) -> Vec<String> {
    typed.split_whitespace().map(str::to_lowercase).collect()
}

/// Whether the tokenizer would find anything; a phrase without a token matches nothing.
fn has_word(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

/// An FTS5 string: everything in it is words, never an operator.
fn quoted(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c == '\0' || c == '"' { ' ' } else { c }).collect();
    format!("\"{}\"", plain.trim())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rusqlite::Connection;

    fn finds(text: &str, typed: &str) -> bool {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch("CREATE VIRTUAL TABLE t USING fts5(a, tokenize='unicode61 remove_diacritics 2')")
            .unwrap();
        db.execute("INSERT INTO t VALUES (?)", [text]).unwrap();
        let query = full_text_query(typed).unwrap();
        db.query_row("SELECT count(*) FROM t WHERE t MATCH ?", [query], |row| row.get(0)).unwrap()
    }

    #[test]
    fn words_are_found_in_any_order_and_phrases_only_as_they_stand() {
        let text = "The road to Elm Ford is ‘wide open’, Zoë Varga said";
        for typed in [
            "ford road",
            "zoe",
            "\"elm ford\"",
            "“wide open” varga",
            "var",
            "elm-ford",
            "said \"wide op",
            "is AND",
        ] {
            let expected = !["said \"wide op", "is AND"].contains(&typed);
            assert_eq!(finds(text, typed), expected, "{typed}");
        }
        assert!(!finds(text, "\"ford elm\""));
        assert!(!finds(text, "var said"), "only the last word may be a beginning");
        assert!(!finds(text, "var "), "a finished word is whole");
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_a_query(typed in "([\"“”«*^:(){}+-]|AND|OR|NOT|NEAR|\\PC|[a-z ]){0,30}") {
            if full_text_query(&typed).is_some() {
                finds("some words", &typed);
            }
        }
    }
}
