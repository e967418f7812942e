//! JSON with a bound on what its values take: a list of two million empty objects is six megabytes of text.

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::cell::Cell;
use std::fmt;

/// What the values of any text may take, in bytes, and for each byte of it that many more.
const FREE: usize = 24 << 20;
const FOR_A_BYTE: usize = 6;
/// What a value takes in its list, with the room that the list has for more.
const VALUE: usize = 2 * size_of::<Value>();
/// What an object takes once it has a name: names and values come eleven at a time (`BTreeMap`'s nodes).
const OBJECT: usize = 11 * (size_of::<String>() + size_of::<Value>());

/// Reads a JSON text.
///
/// # Errors
/// Where it is no JSON, or where its values take far more room than its text.
pub(crate) fn read(text: &[u8]) -> Result<Value, serde_json::Error> {
    let left = Cell::new(FREE + FOR_A_BYTE * text.len());
    let mut deserializer = serde_json::Deserializer::from_slice(text);
    let value = Bounded { left: &left }.deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(value)
}

/// One of the values that a longer text holds.
pub(crate) struct Part(pub(crate) Value);

impl<'de> Deserialize<'de> for Part {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Bounded { left: &Cell::new(2 * FREE) }.deserialize(deserializer).map(Self)
    }
}

/// Reads values as long as there is room for them.
#[derive(Clone, Copy)]
struct Bounded<'a> {
    left: &'a Cell<usize>,
}

impl Bounded<'_> {
    fn take<E: Error>(self, bytes: usize) -> Result<(), E> {
        let left = self.left.get().checked_sub(bytes);
        self.left.set(left.ok_or_else(|| E::custom("it holds too many values for its length"))?);
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Bounded<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Bounded<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = values.next_element_seed(self)? {
            self.take(VALUE)?;
            list.push(value);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            self.take(if object.is_empty() { OBJECT } else { VALUE })?;
            object.insert(name, members.next_value_seed(self)?);
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use proptest::prelude::*;

    #[test]
    fn a_text_with_far_more_values_than_letters_is_refused() {
        for unit in ["{},", "1,", "{\"a\":1},", "[1],"] {
            let text = format!("[{}0]", unit.repeat(1_000_000));
            let problem = read(text.as_bytes()).unwrap_err();
            assert!(problem.to_string().starts_with("it holds too many values"), "{problem}");
        }
        let posts = format!(
            "[{}0]",
            "{\"headline\":\"Canal shut\",\"articleBody\":\"Oster said on Monday.\"},".repeat(20_000)
        );
        assert!(read(posts.as_bytes()).is_ok());
    }

    proptest! {
        #[test]
        fn what_is_read_is_what_the_text_says(text in r#"[\[\]{}:, 01e.\-"a\\ntrue]{0,40}"#, words in ".{0,20}") {
            for text in [text, serde_json::json!({"a": [words, 1, -2, 0.5, null, true, {}]}).to_string()] {
                let own = read(text.as_bytes()).ok();
                prop_assert_eq!(own, serde_json::from_str(&text).ok());
            }
        }
    }
}
