use std::hint::select_unpredictable;

/// Trees of decisions whose leaves add up to a score: gradient boosting, as `training/main_text` and `training/pasted_text` make them.
#[derive(Debug, Default)]
pub(crate) struct Forest {
    base: f32,
    nodes: Vec<Node>,
    roots: Vec<u32>,
    /// How many splits lie above the deepest leaf.
    depth: usize,
}

/// A split or a leaf.
///
/// A leaf leads to itself. So a walk down any tree takes [`Forest::depth`] steps without asking what it has come to: the processor
/// cannot foretell that, and walks down the next trees in the meantime.
#[derive(Debug, Clone, Copy)]
struct Node {
    /// The limit of a split, the value of a leaf.
    number: f32,
    feature: u16,
    /// Where to go with a feature that is at most the limit.
    left: u32,
    /// Where to go with one above it, or with none.
    right: u32,
}

impl Forest {
    /// Reads the section `name` of a file of forests. A line is a node, in the order of a walk that goes left first: `l VALUE` a leaf,
    /// `s FEATURE LIMIT` a split whose left side follows, `t` begins a tree, `b VALUE` is the score of nothing.
    pub(crate) fn read(file: &str, name: &str, features: usize) -> Option<Self> {
        let mut forest = Self::default();
        // Splits whose right side is still to come, with the splits above that side.
        let mut waiting: Vec<(usize, usize)> = Vec::new();
        let mut depth = 0;
        let lines = file.lines().skip_while(|line| line.strip_prefix("forest ") != Some(name)).skip(1);
        for line in lines.take_while(|line| !line.starts_with("forest ")) {
            let mut words = line.split(' ');
            let at = forest.nodes.len();
            let own = u32::try_from(at).ok()?;
            match words.next()? {
                "b" => forest.base = words.next()?.parse().ok()?,
                "t" => {
                    forest.roots.push(own);
                    depth = 0;
                }
                "s" => {
                    let feature: u16 =
                        words.next()?.parse().ok().filter(|feature| usize::from(*feature) < features)?;
                    depth += 1;
                    waiting.push((at, depth));
                    forest.nodes.push(Node {
                        number: words.next()?.parse().ok()?,
                        feature,
                        left: own + 1,
                        right: own,
                    });
                }
                "l" => {
                    forest.depth = forest.depth.max(depth);
                    forest.nodes.push(Node {
                        number: words.next()?.parse().ok()?,
                        feature: 0,
                        left: own,
                        right: own,
                    });
                    if let Some((split, below)) = waiting.pop()
                        && let Some(Node { right, .. }) = forest.nodes.get_mut(split)
                    {
                        *right = own + 1;
                        depth = below;
                    }
                }
                _ => {}
            }
        }
        (waiting.is_empty() && !forest.roots.is_empty()).then_some(forest)
    }

    /// The score of one row of features: the logarithm of the odds.
    pub(crate) fn score(&self, row: &[f32]) -> f32 {
        self.base + self.roots.iter().map(|root| self.leaf(*root, row)).sum::<f32>()
    }

    fn leaf(&self, root: u32, row: &[f32]) -> f32 {
        let node = |at: u32| self.nodes.get(at as usize).copied();
        let Some(mut own) = node(root) else { return 0.0 };
        for _ in 0..self.depth {
            let value = row.get(usize::from(own.feature)).copied().unwrap_or(f32::NAN);
            match node(select_unpredictable(value <= own.number, own.left, own.right)) {
                Some(next) => own = next,
                None => return 0.0,
            }
        }
        own.number
    }
}

/// A score as a probability.
pub(crate) fn probability(score: f32) -> f32 {
    1.0 / (1.0 + (-score).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_of_all_trees_add_up() {
        let file =
            "forest other\nb 9\nt\nl 1\nforest own\nb 0.5\nt\ns 0 1.5\ns 1 0\nl 1\nl 2\nl 4\nt\nl 0.25\n";
        let forest = Forest::read(file, "own", 2).unwrap();
        let scores: Vec<f32> =
            [[1.0, 0.0], [1.5, 1.0], [2.0, 0.0]].iter().map(|row| forest.score(row)).collect();
        assert_eq!(scores, [1.75, 2.75, 4.75]);
        assert!(Forest::read(file, "own", 1).is_none() && Forest::read(file, "none", 2).is_none());
    }
}
