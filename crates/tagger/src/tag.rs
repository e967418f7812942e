//! The tag set.

macro_rules! tags {
    ($($(#[$doc:meta])* $variant:ident = $word:literal,)+) => {
        /// A part of speech: the tags of the Penn Treebank with the additions that the English Web Treebank makes.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Tag {
            $($(#[$doc])* $variant,)+
        }

        impl Tag {
            /// Every tag, in the order of the enum.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The tag as the treebanks write it: `NNP`, `VBD`, `PRP$`, `-LRB-`.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }
    };
}

tags! {
    /// Coordinating conjunction: *and*, *but*.
    Cc = "CC",
    /// Cardinal number.
    Cd = "CD",
    /// Determiner.
    Dt = "DT",
    /// Existential *there*.
    Ex = "EX",
    /// Foreign word.
    Fw = "FW",
    /// Preposition or subordinating conjunction.
    In = "IN",
    /// Adjective.
    Jj = "JJ",
    /// Adjective, comparative.
    Jjr = "JJR",
    /// Adjective, superlative.
    Jjs = "JJS",
    /// List item marker.
    Ls = "LS",
    /// Modal verb.
    Md = "MD",
    /// Noun, singular or mass.
    Nn = "NN",
    /// Noun, plural.
    Nns = "NNS",
    /// Proper noun, singular.
    Nnp = "NNP",
    /// Proper noun, plural.
    Nnps = "NNPS",
    /// Predeterminer: *all* the, *such* a.
    Pdt = "PDT",
    /// Possessive ending: *'s*, *'*.
    Pos = "POS",
    /// Personal pronoun.
    Prp = "PRP",
    /// Possessive pronoun.
    PrpPoss = "PRP$",
    /// Adverb.
    Rb = "RB",
    /// Adverb, comparative.
    Rbr = "RBR",
    /// Adverb, superlative.
    Rbs = "RBS",
    /// Particle: call *off*.
    Rp = "RP",
    /// Symbol.
    Sym = "SYM",
    /// *to* before an infinitive.
    To = "TO",
    /// Interjection.
    Uh = "UH",
    /// Verb, base form.
    Vb = "VB",
    /// Verb, past tense.
    Vbd = "VBD",
    /// Verb, gerund or present participle.
    Vbg = "VBG",
    /// Verb, past participle.
    Vbn = "VBN",
    /// Verb, present, not third person singular.
    Vbp = "VBP",
    /// Verb, present, third person singular.
    Vbz = "VBZ",
    /// Wh-determiner.
    Wdt = "WDT",
    /// Wh-pronoun.
    Wp = "WP",
    /// *whose*.
    WpPoss = "WP$",
    /// Wh-adverb.
    Wrb = "WRB",
    /// End of a sentence: full stop, question mark, exclamation mark.
    Stop = ".",
    /// Comma.
    Comma = ",",
    /// Colon, semicolon, dash, ellipsis.
    Colon = ":",
    /// Opening quotation mark.
    OpenQuote = "``",
    /// Closing quotation mark.
    CloseQuote = "''",
    /// Opening bracket.
    OpenBracket = "-LRB-",
    /// Closing bracket.
    CloseBracket = "-RRB-",
    /// Currency sign.
    Currency = "$",
    /// A hyphen that stands alone.
    Hyph = "HYPH",
    /// Superfluous punctuation: bullets, emoticons, rules.
    Nfp = "NFP",
    /// Address: URL, e-mail, handle.
    Add = "ADD",
    /// Affix that stands alone: *pro* and *anti*.
    Afx = "AFX",
    /// Part of a word that was written apart.
    Gw = "GW",
    /// What no other tag fits.
    Xx = "XX",
}

impl Tag {
    /// The tag with this number (`tag as u8`).
    #[must_use]
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number)).copied()
    }

    /// The tag that [`Tag::as_str`] writes so.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|tag| tag.as_str() == word)
    }

    /// A full verb or auxiliary in any form, modals included.
    #[must_use]
    pub fn is_verb(self) -> bool {
        self.is_finite() || matches!(self, Self::Vb | Self::Vbg | Self::Vbn)
    }

    /// A verb form that carries tense, modals included. The base form is not: it is mostly an infinitive.
    #[must_use]
    pub fn is_finite(self) -> bool {
        matches!(self, Self::Vbd | Self::Vbp | Self::Vbz | Self::Md)
    }

    /// A noun, common or proper.
    #[must_use]
    pub fn is_noun(self) -> bool {
        matches!(self, Self::Nn | Self::Nns) || self.is_proper_noun()
    }

    /// A proper noun.
    #[must_use]
    pub fn is_proper_noun(self) -> bool {
        matches!(self, Self::Nnp | Self::Nnps)
    }

    /// An adjective in any degree.
    #[must_use]
    pub fn is_adjective(self) -> bool {
        matches!(self, Self::Jj | Self::Jjr | Self::Jjs)
    }

    /// An adverb in any degree.
    #[must_use]
    pub fn is_adverb(self) -> bool {
        matches!(self, Self::Rb | Self::Rbr | Self::Rbs | Self::Wrb)
    }

    /// A personal, possessive or relative pronoun.
    #[must_use]
    pub fn is_pronoun(self) -> bool {
        matches!(self, Self::Prp | Self::PrpPoss | Self::Wp | Self::WpPoss)
    }

    /// A mark that is no word: punctuation, brackets, quotation marks, bullets.
    #[must_use]
    pub fn is_punctuation(self) -> bool {
        matches!(
            self,
            Self::Stop
                | Self::Comma
                | Self::Colon
                | Self::OpenQuote
                | Self::CloseQuote
                | Self::OpenBracket
                | Self::CloseBracket
                | Self::Hyph
                | Self::Nfp
        )
    }
}
