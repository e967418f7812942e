//! `onrecord read`.

use crate::common::Desk;
use serde_json::Value;

#[test]
fn each_page_is_one_line_of_the_contract_in_the_order_of_the_paths() {
    let desk = Desk::with_pages();
    desk.write(
        "table.jsonl",
        "{\"id\":\"row-1\",\"text\":\"Mara Oll said: \\\"We wait.\\\"\",\"published\":\"2031-05-03\"}\n\
         {\"id\":\"row-2\",\"text\":\"Viktor Hale denied it. 🛥️ He left.\"}\n",
    );
    let ran = desk.run(&["read", "--jsonl", "table.jsonl", "pages/review.html", "pages"]).exits(0);
    let rows: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let paths: Vec<&str> = rows.iter().map(|row| row["page"]["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["row-1", "row-2", "pages/review.html", "pages/courier.txt", "pages/review.html"]);

    let schema: Value = serde_json::from_str(onrecord_text::contract::JSON_SCHEMA).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    for row in &rows {
        let errors: Vec<String> =
            schema.iter_errors(row).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{errors:#?}");
        every_span_lies_in_the_text(row);
    }
    assert_eq!(rows[3]["page"]["text"], crate::common::COURIER, "plain text comes back unchanged");
}

#[test]
fn control_characters_of_a_page_stand_in_the_text_that_its_spans_count() {
    let desk = Desk::empty();
    let text = "Port to reopen\n\nThe \u{7f}port\u{9b}31m of Vellmar \u{1b}[1mwill reopen\u{85} in May, said Marit Holm.\n";
    desk.write("port.txt", text);
    let ran = desk.run(&["read", "--jsonl", "port.txt"]).exits(0);
    assert!(!ran.out.trim_end().contains(char::is_control), "{}", ran.out);
    let row: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(row["page"]["text"], text);
    let characters: Vec<char> = text.chars().collect();
    let words = |mention: &Value| -> String {
        let at = |number: usize| usize::try_from(mention["span"][number].as_u64().unwrap()).unwrap();
        characters[at(0)..at(1)].iter().collect()
    };
    let mentions = row["mentions"].as_array().unwrap();
    assert!(mentions.iter().any(|mention| words(mention) == "Marit Holm"), "{mentions:?}");
}

/// Any pair of numbers in a reading is a span.
fn every_span_lies_in_the_text(row: &Value) {
    fn walk(node: &Value, total: u64) {
        match node {
            Value::Array(list) => match list.as_slice() {
                [Value::Number(start), Value::Number(end)] => {
                    assert!(
                        start.as_u64() < end.as_u64() && end.as_u64() <= Some(total),
                        "{node} of {total}"
                    );
                }
                list => list.iter().for_each(|node| walk(node, total)),
            },
            Value::Object(fields) => fields.values().for_each(|node| walk(node, total)),
            _ => {}
        }
    }
    walk(row, row["page"]["text"].as_str().unwrap().chars().count() as u64);
}

#[test]
fn the_schema_refuses_what_is_no_reading() {
    let schema: Value = serde_json::from_str(onrecord_text::contract::JSON_SCHEMA).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let desk = Desk::with_pages();
    let mut row: Value =
        serde_json::from_str(desk.run(&["read", "--jsonl", "pages/courier.txt"]).out.trim()).unwrap();
    assert!(schema.is_valid(&row));
    row["items"][0]["kind"] = "leaflet".into();
    assert!(!schema.is_valid(&row));
}

#[test]
fn standard_input_and_gzip_are_read_like_files() {
    let desk = Desk::with_pages();
    let piped = desk.run_with_input(&["read", "--jsonl", "-"], crate::common::COURIER.as_bytes()).exits(0);
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut packed, crate::common::COURIER.as_bytes()).unwrap();
    desk.write("courier.bin", packed.finish().unwrap());
    let unpacked = desk.run(&["read", "--jsonl", "courier.bin"]).exits(0);
    let plain = desk.run(&["read", "--jsonl", "pages/courier.txt"]).exits(0);
    let without_path = |out: &str| {
        let mut row: Value = serde_json::from_str(out.trim()).unwrap();
        row["page"]["path"] = Value::Null;
        row
    };
    assert_eq!(without_path(&piped.out), without_path(&plain.out));
    assert_eq!(without_path(&unpacked.out), without_path(&plain.out));
}

#[test]
fn the_same_bytes_give_the_same_output_twice() {
    let desk = Desk::with_pages();
    let (once, twice) = (desk.run(&["read", "--jsonl", "pages"]), desk.run(&["read", "--jsonl", "pages"]));
    assert_eq!(once.out, twice.out);
}

#[test]
fn without_jsonl_a_person_reads_a_summary() {
    let ran = Desk::with_pages().run(&["read", "pages/review.html"]).exits(0);
    assert!(ran.out.starts_with("pages/review.html\n  Calder Review · 1 item · "), "{}", ran.out);
    assert!(!ran.out.contains('\u{1b}'), "no colours outside a terminal");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let desk = Desk::with_pages();
    let mut child = desk.command();
    child
        .args(["read", "--jsonl", "pages"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped());
    let mut child = child.spawn().unwrap();
    drop(child.stdout.take());
    let ran = crate::common::ran(child.wait_with_output().unwrap()).exits(0);
    assert_eq!(ran.err, "");
}

#[test]
fn a_page_is_read_with_the_model_that_is_named() {
    let desk = Desk::with_pages();
    let read = |arguments: &[&str]| -> Vec<Value> {
        let ran = desk.run(&[&["read", "--jsonl"], arguments, &["pages/courier.txt"]].concat()).exits(0);
        let row: Value = serde_json::from_str(ran.out.trim()).unwrap();
        row["statements"].as_array().unwrap().clone()
    };
    let fast = read(&[]);
    assert_eq!(read(&["--model", "fast"]), fast, "fast is the default");
    let [best, rules] = ["best", "rules"].map(|model| read(&["--model", model]));
    let sure = |statements: &[Value]| -> Vec<f64> {
        statements.iter().map(|it| it["certainty"].as_f64().unwrap()).collect()
    };
    assert!(!fast.is_empty() && !best.is_empty() && !rules.is_empty());
    assert_ne!(sure(&fast), sure(&best));
    assert_ne!(sure(&fast), sure(&rules));
    desk.run(&["read", "--model", "large", "pages/courier.txt"]).exits(2);
}
