//! The relations of a dependency tree.

macro_rules! labels {
    ($($(#[$doc:meta])* $variant:ident = $word:literal,)+) => {
        /// A relation of Universal Dependencies, with the subtypes that English has often.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Label {
            $($(#[$doc])* $variant,)+
        }

        impl Label {
            /// Every label, in the order of the enum.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The label as Universal Dependencies writes it: `nsubj:pass`.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }
        }
    };
}

labels! {
    /// The root of a sentence.
    Root = "root",
    /// Clause that modifies a noun.
    Acl = "acl",
    /// Relative clause.
    AclRelcl = "acl:relcl",
    /// Adverbial clause.
    Advcl = "advcl",
    /// Adverb.
    Advmod = "advmod",
    /// Adjective of a noun.
    Amod = "amod",
    /// Apposition.
    Appos = "appos",
    /// Auxiliary.
    Aux = "aux",
    /// Auxiliary of a passive.
    AuxPass = "aux:pass",
    /// Preposition or possessive ending.
    Case = "case",
    /// Coordinating conjunction.
    Cc = "cc",
    /// Clause as a complement: what was said.
    Ccomp = "ccomp",
    /// Compound noun.
    Compound = "compound",
    /// Particle of a verb.
    CompoundPrt = "compound:prt",
    /// Later part of a coordination.
    Conj = "conj",
    /// Copula.
    Cop = "cop",
    /// Clause as a subject.
    Csubj = "csubj",
    /// Relation that is not known.
    Dep = "dep",
    /// Determiner.
    Det = "det",
    /// Interjection.
    Discourse = "discourse",
    /// Expletive *it* or *there*.
    Expl = "expl",
    /// Fixed expression.
    Fixed = "fixed",
    /// Later part of a name.
    Flat = "flat",
    /// Later piece of a word.
    Goeswith = "goeswith",
    /// Indirect object.
    Iobj = "iobj",
    /// Later part of a list.
    List = "list",
    /// Subordinating conjunction, *to*.
    Mark = "mark",
    /// Noun that modifies a noun.
    Nmod = "nmod",
    /// Possessor.
    NmodPoss = "nmod:poss",
    /// Noun that modifies a noun without a preposition: a time, a measure.
    NmodUnmarked = "nmod:unmarked",
    /// Subject.
    Nsubj = "nsubj",
    /// Subject of a passive.
    NsubjPass = "nsubj:pass",
    /// Number.
    Nummod = "nummod",
    /// Object.
    Obj = "obj",
    /// Noun that modifies a verb, mostly with a preposition.
    Obl = "obl",
    /// Agent of a passive.
    OblAgent = "obl:agent",
    /// Noun that modifies a verb without a preposition: *said Tuesday*.
    OblUnmarked = "obl:unmarked",
    /// Loosely joined clause, often the frame of a quotation.
    Parataxis = "parataxis",
    /// Punctuation.
    Punct = "punct",
    /// Addressee.
    Vocative = "vocative",
    /// Complement without a subject of its own.
    Xcomp = "xcomp",
}

impl Label {
    /// The label with this number (`label as u8`).
    #[must_use]
    pub fn from_number(number: usize) -> Option<Self> {
        Self::ALL.get(number).copied()
    }

    /// The label for a relation of a treebank: its own, that of the relation without the subtype, or [`Label::Dep`].
    #[must_use]
    pub fn nearest(relation: &str) -> Self {
        let named = |name: &str| Self::ALL.iter().copied().find(|label| label.as_str() == name);
        let general = relation.split(':').next().unwrap_or(relation);
        named(relation).or_else(|| named(general)).unwrap_or(Self::Dep)
    }

    /// Whether it is a subject, of an active or a passive clause.
    #[must_use]
    pub fn is_subject(self) -> bool {
        matches!(self, Self::Nsubj | Self::NsubjPass | Self::Csubj)
    }
}
