//! What an outlet prints around every story: no page shows it, three together do.

use crate::common::Desk;

const PRAISE: &str =
    "“Nobody else reads the tide tables for us,” said Ola Brand, who runs the bakery on Net Street.";

#[test]
fn words_that_three_pages_of_an_outlet_repeat_are_no_news() {
    let desk = Desk::empty();
    let stories = [
        "The harbour council of Tarn voted to close the old lock. “It leaks,” said Edda Voss, who chairs the council. The vote was close, and it came after two hours of talk in a full hall.",
        "A ferry ran aground off Vessin in thick fog. “Nobody was hurt,” said Ivo Benn, the ferry’s master. Two tugs pulled it free at noon, and it reached Calder with a torn bow before dark.",
        "The fish market in Calder opened again after two years. “We sold out by nine,” said Mira Hale, who sells cod there. The roof is new, and the old scales still hang over the door.",
    ];
    let row = |(number, story): (usize, &&str)| {
        let text = format!("{story}\n\n{PRAISE}");
        let address = format!("https://herald.example/{number}");
        let row = serde_json::json!({"id": number.to_string(), "outlet": "Halvik Herald", "url": address, "text": text, "published": "2031-03-04"});
        format!("{row}\n")
    };
    let rows: Vec<String> = stories.iter().enumerate().map(row).collect();
    desk.write("two.jsonl", rows[..2].concat());
    desk.run(&["add", "--model", "rules", "two.jsonl"]).exits(0);
    let said = |who: &str| {
        let found = desk.run(&["who", who, "--json"]).json();
        found["statements"].as_array().map_or(0, Vec::len)
    };
    assert_eq!((said("Ola Brand"), said("Edda Voss")), (2, 1));
    desk.write("third.jsonl", &rows[2]);
    desk.run(&["add", "--model", "rules", "third.jsonl"]).exits(0);
    assert_eq!((said("Ola Brand"), said("Edda Voss"), said("Mira Hale")), (0, 1, 1));
    desk.is_whole();
}
