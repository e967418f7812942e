//! The container of a model: a header in JSON and tensors, each checked before it is believed.

use super::ModelError;
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::BTreeMap;

const MAGIC: &[u8; 8] = b"ONRECMD1";
/// Where the data and every tensor in them begin: at a multiple of this.
const ALIGNMENT: usize = 64;
/// No size in a configuration is above this; sums of products of bytes then stay far inside an `i32`.
const MOST: usize = 1 << 13;
const MOST_LAYERS: usize = 64;
const MOST_PIECES: usize = 1 << 20;
/// Widths are multiples of this: whole vectors on any processor.
pub(crate) const STEP: usize = 16;

/// How tokens are made of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Mode {
    /// A token for every piece; a word's state is that of its first.
    First,
    /// A token for every word, the mean of its pieces.
    Mean,
}

/// The sizes of a model.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Configuration {
    pub(crate) name: String,
    pub(crate) mode: Mode,
    pub(crate) layers: usize,
    pub(crate) width: usize,
    pub(crate) heads: usize,
    pub(crate) inner: usize,
    pub(crate) vocab: usize,
    pub(crate) positions: usize,
    pub(crate) tags: usize,
    pub(crate) link: LinkConfiguration,
}

/// The sizes of the layer that links words to a cue.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct LinkConfiguration {
    pub(crate) width: usize,
    pub(crate) heads: usize,
    pub(crate) inner: usize,
}

#[derive(Deserialize)]
struct Header {
    config: serde_json::Value,
    crc32: u32,
    tensors: Vec<Entry>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Type {
    F32,
    I8,
    U8,
}

#[derive(Deserialize)]
struct Entry {
    name: String,
    #[serde(rename = "type")]
    kind: Type,
    shape: Vec<usize>,
    offset: usize,
}

/// A matrix in bytes: `weights[row] = values[row] * scales[row]`. The bytes are `i8` by their bits.
#[derive(Debug, Clone)]
pub(crate) struct Matrix<'a> {
    pub(crate) values: Cow<'a, [u8]>,
    pub(crate) scales: Vec<f32>,
    pub(crate) columns: usize,
}

/// The files of a model, each of them whole.
pub(crate) struct File<'a> {
    pub(crate) configuration: Configuration,
    tensors: BTreeMap<String, (Entry, &'a [u8])>,
}

impl<'a> File<'a> {
    /// Opens files: magic, header, sizes and checksum of each. The last says how large the model is.
    pub(crate) fn open(files: &[&'a [u8]]) -> Result<Self, ModelError> {
        let mut configuration = serde_json::Value::Null;
        let mut tensors = BTreeMap::new();
        for bytes in files {
            let (header, data) = container(bytes)?;
            configuration = header.config;
            tensors.extend(header.tensors.into_iter().map(|entry| (entry.name.clone(), (entry, data))));
        }
        let configuration: Configuration =
            serde_json::from_value(configuration).map_err(|error| ModelError::Header(error.to_string()))?;
        configuration.check()?;
        Ok(Self { configuration, tensors })
    }

    /// Whether there is a tensor of a name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.tensors.contains_key(name)
    }

    /// A tensor's type, shape and bytes.
    fn tensor(&self, name: &str) -> Result<(Type, &[usize], &'a [u8]), ModelError> {
        let (entry, data) = self.tensors.get(name).ok_or_else(|| ModelError::tensor(name, "is missing"))?;
        let each = if entry.kind == Type::F32 { 4 } else { 1 };
        let size = entry.shape.iter().try_fold(each, |size: usize, &side| size.checked_mul(side));
        let end = size.and_then(|size| entry.offset.checked_add(size));
        let bytes = end.and_then(|end| data.get(entry.offset..end));
        let bytes = bytes.ok_or_else(|| ModelError::tensor(name, "reaches beyond the file"))?;
        if !entry.offset.is_multiple_of(ALIGNMENT) {
            return Err(ModelError::tensor(name, "does not begin at a multiple of 64"));
        }
        Ok((entry.kind, &entry.shape, bytes))
    }

    /// Floats of a given shape, all of them finite.
    pub(crate) fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, ModelError> {
        let (kind, found, bytes) = self.tensor(name)?;
        if kind != Type::F32 {
            return Err(ModelError::tensor(name, "is not of type f32"));
        }
        if found != shape {
            return Err(ModelError::tensor(name, format!("has the shape {found:?}, not {shape:?}")));
        }
        let (numbers, _) = bytes.as_chunks::<4>();
        let floats: Vec<f32> = numbers.iter().map(|&number| f32::from_le_bytes(number)).collect();
        if !floats.iter().all(|number| number.is_finite()) {
            return Err(ModelError::tensor(name, "holds what is no number"));
        }
        Ok(floats)
    }

    /// A table of floats with rows of a given width; how many rows is the file's to say, within bounds.
    pub(crate) fn table(
        &self,
        name: &str,
        rows: std::ops::RangeInclusive<usize>,
        width: usize,
    ) -> Result<Vec<f32>, ModelError> {
        match self.tensor(name)? {
            (_, &[found, _], _) if rows.contains(&found) => self.floats(name, &[found, width]),
            (_, found, _) => {
                Err(ModelError::tensor(name, format!("has the shape {found:?}, not {rows:?} rows")))
            }
        }
    }

    /// Bytes of a given length, or of any.
    pub(crate) fn bytes(&self, name: &str) -> Result<&'a [u8], ModelError> {
        match self.tensor(name)? {
            (Type::U8, [_], bytes) => Ok(bytes),
            _ => Err(ModelError::tensor(name, "is no list of type u8")),
        }
    }

    /// A matrix, in bytes already or brought to bytes here: symmetric, each row by its largest weight.
    pub(crate) fn matrix(&self, name: &str, rows: usize, columns: usize) -> Result<Matrix<'a>, ModelError> {
        match self.tensor(name)? {
            (Type::I8, found, bytes) => {
                if found != [rows, columns] {
                    let why = format!("has the shape {found:?}, not {:?}", [rows, columns]);
                    return Err(ModelError::tensor(name, why));
                }
                let scales = self.floats(&format!("{name}.scale"), &[rows])?;
                Ok(Matrix { values: Cow::Borrowed(bytes), scales, columns })
            }
            (Type::F32, ..) => {
                let floats = self.floats(name, &[rows, columns])?;
                let mut values = Vec::with_capacity(floats.len());
                let mut scales = Vec::with_capacity(rows);
                for row in floats.chunks_exact(columns) {
                    let scale = row.iter().fold(0.0_f32, |most, weight| most.max(weight.abs())) / 127.0;
                    let inverse = if scale > 0.0 { 1.0 / scale } else { 0.0 };
                    let steps =
                        row.iter().map(|weight| (weight * inverse).round_ties_even().clamp(-127.0, 127.0));
                    values.extend(steps.map(|step| step as i8 as u8));
                    scales.push(scale);
                }
                Ok(Matrix { values: Cow::Owned(values), scales, columns })
            }
            (Type::U8, ..) => Err(ModelError::tensor(name, "is of type u8, not a matrix")),
        }
    }
}

/// The header of a file and its data.
fn container(bytes: &[u8]) -> Result<(Header, &[u8]), ModelError> {
    let rest = bytes.strip_prefix(MAGIC).ok_or(ModelError::Magic)?;
    let (length, rest) = rest.split_first_chunk::<4>().ok_or(ModelError::Short)?;
    let length = usize::try_from(u32::from_le_bytes(*length)).map_err(|_| ModelError::Short)?;
    let (header, data) = rest.split_at_checked(length).ok_or(ModelError::Short)?;
    if !(MAGIC.len() + 4 + length).is_multiple_of(ALIGNMENT) {
        return Err(ModelError::Header("the data do not begin at a multiple of 64".to_owned()));
    }
    let header: Header =
        serde_json::from_slice(header).map_err(|error| ModelError::Header(error.to_string()))?;
    let found = crc32fast::hash(data);
    if found != header.crc32 {
        return Err(ModelError::Checksum { stated: header.crc32, found });
    }
    Ok((header, data))
}

impl Configuration {
    /// Whether the reader can do these sizes.
    fn check(&self) -> Result<(), ModelError> {
        let fits = |width: usize, heads: usize, inner: usize| {
            let whole = |size: usize| (STEP..=MOST).contains(&size) && size.is_multiple_of(STEP);
            whole(width) && whole(inner) && (1..=width).contains(&heads) && width.is_multiple_of(heads)
        };
        let wrong = if !fits(self.width, self.heads, self.inner) {
            "widths are multiples of 16 up to 8192, and the heads divide the width"
        } else if !fits(self.link.width, self.link.heads, self.link.inner) {
            "the link's widths are multiples of 16 up to 8192, and its heads divide its width"
        } else if !(1..=MOST_LAYERS).contains(&self.layers) {
            "there are 1 to 64 layers"
        } else if !(3..=MOST_PIECES).contains(&self.vocab) {
            "there are 3 to 1048576 pieces"
        } else if !(2..=MOST).contains(&self.positions) {
            "there are 2 to 8192 positions"
        } else if !(1..=256).contains(&self.tags) {
            "there are 1 to 256 tags"
        } else {
            return Ok(());
        };
        Err(ModelError::Configuration(wrong))
    }
}
