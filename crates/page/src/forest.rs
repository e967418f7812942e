/// Trees of decisions whose leaves add up to a score: gradient boosting, as `training/main_text` and `training/pasted_text` make them.
#[derive(Debug, Default)]
pub(crate) struct Forest {
    base: f32,
    nodes: Vec<Node>,
    roots: Vec<usize>,
}

#[derive(Debug, Clone, Copy)]
enum Node {
    /// At most the limit goes left, to the next node; more goes right.
    Split {
        feature: u16,
        limit: f32,
        right: u32,
    },
    Leaf(f32),
}

impl Forest {
    /// Reads the section `name` of a file of forests. A line is a node, in the order of a walk that goes left first: `l VALUE` a leaf,
    /// `s FEATURE LIMIT` a split whose left side follows, `t` begins a tree, `b VALUE` is the score of nothing.
    pub(crate) fn read(file: &str, name: &str, features: usize) -> Option<Self> {
        let mut forest = Self::default();
        // Splits whose right side is still to come.
        let mut waiting: Vec<usize> = Vec::new();
        let lines = file.lines().skip_while(|line| line.strip_prefix("forest ") != Some(name)).skip(1);
        for line in lines.take_while(|line| !line.starts_with("forest ")) {
            let mut words = line.split(' ');
            let at = forest.nodes.len();
            match words.next()? {
                "b" => forest.base = words.next()?.parse().ok()?,
                "t" => forest.roots.push(at),
                "s" => {
                    let feature: u16 =
                        words.next()?.parse().ok().filter(|feature| usize::from(*feature) < features)?;
                    forest.nodes.push(Node::Split { feature, limit: words.next()?.parse().ok()?, right: 0 });
                    waiting.push(at);
                }
                "l" => {
                    forest.nodes.push(Node::Leaf(words.next()?.parse().ok()?));
                    if let Some(split) = waiting.pop()
                        && let Some(Node::Split { right, .. }) = forest.nodes.get_mut(split)
                    {
                        *right = u32::try_from(at + 1).ok()?;
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

    fn leaf(&self, root: usize, row: &[f32]) -> f32 {
        let mut at = root;
        loop {
            match self.nodes.get(at) {
                Some(Node::Split { feature, limit, right }) => {
                    let is_left = row.get(usize::from(*feature)).is_some_and(|value| value <= limit);
                    at = if is_left { at + 1 } else { *right as usize };
                }
                Some(Node::Leaf(value)) => return *value,
                None => return 0.0,
            }
        }
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
