use super::Rows;
use crate::archive::{ReadSeek, Taken};
use crate::{Limits, Unreadable};
use ::parquet::errors::ParquetError;
use ::parquet::file::reader::{ChunkReader, FileReader, Length, SerializedFileReader};
use ::parquet::record::{Field, reader::RowIter};
use bytes::Bytes;
use serde_json::{Number, Value};
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, PoisonError};

/// Reads a Parquet table, a few rows at a time.
pub(crate) fn read(
    source: Box<dyn ReadSeek>,
    path: &str,
    limits: &Limits,
    each: &mut dyn FnMut(Taken) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let mut rows = Rows::new(path, '#', each);
    match rows_of(source, limits) {
        Ok(found) => {
            let mut number = 0;
            for row in found {
                number += 1;
                let row = match row {
                    Ok(row) => {
                        Ok(row.get_column_iter().map(|(name, field)| (name.clone(), value(field))).collect())
                    }
                    // Behind a damaged place the columns no longer run side by side.
                    Err(error) => {
                        rows.push(number, Err(format!("the table is damaged from here on ({error})")))?;
                        break;
                    }
                };
                rows.push(number, row)?;
            }
            rows.end()
        }
        Err(error) => (rows.each)(Taken::Failed(Unreadable {
            path: path.to_owned(),
            reason: format!("its Parquet data is damaged, or of a kind that is not read ({error})"),
            hint: "Fetch the file again, or save the table as CSV or JSON lines.".into(),
        })),
    }
}

fn rows_of(mut source: Box<dyn ReadSeek>, limits: &Limits) -> Result<RowIter<'static>, ParquetError> {
    let length = source.seek(SeekFrom::End(0))?;
    let longest = limits.max_input_bytes;
    let reader = SerializedFileReader::new(Shared { source: Arc::new(Mutex::new(source)), length, longest })?;
    Ok(RowIter::from_file_into(Box::new(reader) as Box<dyn FileReader>).with_batch_size(64))
}

/// A cell as JSON. What has no meaning in a table of pages (bytes that are no text) is null.
fn value(field: &Field) -> Value {
    let float = |number: f64| Number::from_f64(number).map_or(Value::Null, Value::Number);
    let moment = |seconds: i64| {
        let moment = jiff::Timestamp::from_second(seconds).ok();
        moment.map_or(Value::Null, |moment| Value::String(moment.to_string()))
    };
    match field {
        Field::Null => Value::Null,
        Field::Bool(word) => Value::Bool(*word),
        Field::Byte(number) => (*number).into(),
        Field::Short(number) => (*number).into(),
        Field::Int(number) => (*number).into(),
        Field::Long(number) => (*number).into(),
        Field::UByte(number) => (*number).into(),
        Field::UShort(number) => (*number).into(),
        Field::UInt(number) => (*number).into(),
        Field::ULong(number) => (*number).into(),
        Field::Float16(number) => float(number.to_f64()),
        Field::Float(number) => float(f64::from(*number)),
        Field::Double(number) => float(*number),
        Field::Str(words) => Value::String(words.clone()),
        // Writers that do not mark their columns as text give bytes.
        Field::Bytes(bytes) => std::str::from_utf8(bytes.data()).map_or(Value::Null, Into::into),
        Field::Date(days) => {
            let after = jiff::Span::new().try_days(*days).ok();
            let day = after.and_then(|after| jiff::civil::date(1970, 1, 1).checked_add(after).ok());
            day.map_or(Value::Null, |day| Value::String(day.to_string()))
        }
        Field::TimestampMillis(number) => moment(number.div_euclid(1000)),
        Field::TimestampMicros(number) => moment(number.div_euclid(1_000_000)),
        Field::Group(row) => {
            Value::Object(row.get_column_iter().map(|(name, field)| (name.clone(), value(field))).collect())
        }
        Field::ListInternal(list) => list.elements().iter().map(value).collect(),
        other => Value::String(other.to_string()),
    }
}

/// One source that several columns are read from, each at its own place.
struct Shared {
    source: Arc<Mutex<Box<dyn ReadSeek>>>,
    length: u64,
    longest: usize,
}

impl Length for Shared {
    fn len(&self) -> u64 {
        self.length
    }
}

impl ChunkReader for Shared {
    type T = At;

    fn get_read(&self, start: u64) -> Result<At, ParquetError> {
        Ok(At { source: Arc::clone(&self.source), place: start, buffer: Vec::new(), at: 0 })
    }

    fn get_bytes(&self, start: u64, length: usize) -> Result<Bytes, ParquetError> {
        let end = start.checked_add(length as u64).filter(|end| *end <= self.length);
        if end.is_none() || length > self.longest {
            return Err(ParquetError::EOF("a length that the table states is longer than the table".into()));
        }
        let mut source = self.source.lock().unwrap_or_else(PoisonError::into_inner);
        source.seek(SeekFrom::Start(start))?;
        let mut bytes = vec![0; length];
        source.read_exact(&mut bytes)?;
        Ok(bytes.into())
    }
}

/// A reader at its own place of a shared source.
struct At {
    source: Arc<Mutex<Box<dyn ReadSeek>>>,
    place: u64,
    buffer: Vec<u8>,
    at: usize,
}

impl Read for At {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.at == self.buffer.len() {
            let mut source = self.source.lock().unwrap_or_else(PoisonError::into_inner);
            source.seek(SeekFrom::Start(self.place))?;
            self.buffer.resize(16 << 10, 0);
            let count = source.read(&mut self.buffer)?;
            self.buffer.truncate(count);
            self.place += count as u64;
            self.at = 0;
        }
        let count = into.len().min(self.buffer.len() - self.at);
        into[..count].copy_from_slice(&self.buffer[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}
