//! Makes the weights of `crates/tagger`. `README.md` gives the commands.

mod classes;
mod conllu;
mod perceptron;
mod pos;

use std::path::Path;

/// The genres of GUM whose texts are free.
const FREE: &[&str] = &["news", "interview", "bio", "voyage", "speech", "textbook", "vlog", "conversation"];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["classes", output, ..] => classes::train(&arguments[2..], Path::new(output)),
        ["pos", treebanks, classes, output] => {
            let folder = Path::new(treebanks);
            let load = |name: &str, genres: &[&str]| conllu::sentences(&folder.join(format!("{name}.conllu.gz")), genres);
            let mut train = load("en_ewt-ud-train", &[]);
            train.extend(load("en_gum-ud-train", FREE));
            let (ewt, gum, news) = (load("en_ewt-ud-dev", &[]), load("en_gum-ud-dev", FREE), load("en_gum-ud-dev", &["news"]));
            let dev: &[(&str, &[_])] = &[("EWT dev", &ewt), ("GUM dev, free", &gum), ("GUM dev, news", &news)];
            let bytes = pos::train(train, &read_classes(Path::new(classes)), dev);
            std::fs::write(output, bytes).expect("the output can be written");
        }
        _ => eprintln!("usage: classes OUT NEWS.jsonl.gz… | pos TREEBANKS CLASSES OUT"),
    }
}

/// The lines that [`classes::train`] writes, sorted by hash.
fn read_classes(path: &Path) -> Vec<(u32, u8)> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let mut list: Vec<(u32, u8)> = text
        .lines()
        .filter_map(|line| line.split_once(' '))
        .filter_map(|(word, class)| Some((word.parse().ok()?, class.parse().ok()?)))
        .collect();
    list.sort_unstable();
    list
}
