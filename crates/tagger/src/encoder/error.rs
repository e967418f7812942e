//! What can be wrong with a model file.

/// Why a model file is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// It is a file of another kind.
    #[error("not a model file: it does not begin with {expected:?}", expected = "ONRECMD1")]
    Magic,
    /// It ends before its header does.
    #[error("the model file ends within its header")]
    Short,
    /// The header is no JSON of the form that is wanted.
    #[error("the header of the model file cannot be read: {0}")]
    Header(String),
    /// The data are not those that were written.
    #[error("the data of the model file have checksum {found:08x} where the header says {stated:08x}")]
    Checksum {
        /// What the header says.
        stated: u32,
        /// What the data give.
        found: u32,
    },
    /// A size in the configuration that the reader cannot do.
    #[error("the model's configuration: {0}")]
    Configuration(&'static str),
    /// A tensor is missing or is not what the configuration asks for.
    #[error("tensor `{name}` of the model file: {why}")]
    Tensor {
        /// Its name.
        name: String,
        /// What is wrong with it.
        why: String,
    },
}

impl ModelError {
    pub(crate) fn tensor(name: &str, why: impl Into<String>) -> Self {
        Self::Tensor { name: name.to_owned(), why: why.into() }
    }
}
