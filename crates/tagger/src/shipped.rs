//! The models that are in the program.

use crate::encoder::{Model, ModelError};

/// The vocabulary and the vectors of its pieces, which the models share.
static PIECES: &[u8] = include_bytes!("../../../models/pieces-en.bin");
static FAST: &[u8] = include_bytes!("../../../models/fast-en.bin");
static BEST: &[u8] = include_bytes!("../../../models/best-en.bin");

/// A trained reader of attributions and names that is in the program. `models/README.md` has what they learnt from and
/// how well they read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shipped {
    /// Three layers over words, taught by the other.
    Fast,
    /// Six layers over pieces of words.
    Best,
}

impl Shipped {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Fast, Self::Best];

    /// Its name, in small letters.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Fast => "fast",
            Self::Best => "best",
        }
    }

    /// The one of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }

    /// Loads it. Its matrices are laid out for this processor; the vectors of pieces stay where they are, in the
    /// program's file, of which the system maps what is used.
    ///
    /// # Errors
    ///
    /// [`ModelError`] where the program's file is damaged.
    pub fn load(self) -> Result<Model<'static>, ModelError> {
        let own = match self {
            Self::Fast => FAST,
            Self::Best => BEST,
        };
        Model::load(&[PIECES, own])
    }
}
