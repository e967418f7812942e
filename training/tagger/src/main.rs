//! Makes the weights of `crates/tagger`. `README.md` gives the commands.

mod classes;
mod conllu;
mod perceptron;
mod pos;
mod segment;

use std::path::Path;

/// The genres of GUM whose texts are free.
const FREE: &[&str] = &["news", "interview", "bio", "voyage", "speech", "textbook", "vlog", "conversation"];

/// The other genres of GUM: measured on, never trained on.
const OTHER: &[&str] = &["academic", "court", "essay", "fiction", "letter", "podcast", "whow"];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["classes", output, ..] => classes::train(&arguments[2..], Path::new(output)),
        ["pos", treebanks, classes, output] => {
            let folder = Path::new(treebanks);
            let load = |name: &str, genres: &[&str]| {
                conllu::sentences(&folder.join(format!("{name}.conllu.gz")), genres)
            };
            let mut train = load("en_ewt-ud-train", &[]);
            train.extend(load("en_gum-ud-train", FREE));
            let (ewt, gum, news) =
                (load("en_ewt-ud-dev", &[]), load("en_gum-ud-dev", FREE), load("en_gum-ud-dev", &["news"]));
            let other = load("en_gum-ud-train", OTHER);
            let title: Vec<_> = ewt.iter().map(|sentence| pos::recased(sentence, false)).collect();
            let dev: &[(&str, &[_])] = &[
                ("EWT dev", &ewt),
                ("as headlines", &title),
                ("GUM dev, free", &gum),
                ("GUM dev, news", &news),
                ("GUM train, genres not trained on", &other),
            ];
            let bytes = pos::train(train, &read_classes(Path::new(classes)), pos::PASSES, pos::RUNS, dev);
            std::fs::write(output, bytes).expect("the output can be written");
        }
        ["segment", treebank, ..] => segment::measure(Path::new(treebank), &["news"]),
        ["show"] => {
            let text = std::io::read_to_string(std::io::stdin()).expect("UTF-8");
            let tagged =
                onrecord_tagger::tag(&text, onrecord_text::Span::new(0, text.len()).expect("a text"));
            for sentence in &tagged.sentences {
                for token in &tagged.tokens[sentence.tokens.clone()] {
                    println!("{}\t{}", token.span.of(&text), token.tag.as_str());
                }
                println!();
            }
        }
        ["speed", news] => {
            let texts: Vec<String> = conllu::read(Path::new(news))
                .lines()
                .filter_map(|line| {
                    Some(serde_json::from_str::<serde_json::Value>(line).ok()?["text"].as_str()?.to_owned())
                })
                .collect();
            // The time of this thread alone, so that a busy machine does not show.
            let clock = || -> f64 {
                let times = std::fs::read_to_string("/proc/thread-self/schedstat").expect("Linux");
                times.split(' ').next().and_then(|nanoseconds| nanoseconds.parse().ok()).unwrap_or(0.0)
            };
            let all = |text: &str| onrecord_text::Span::new(0, text.len());
            let _ = onrecord_tagger::tag("Warm up.", all("Warm up.").expect("a text"));
            let start = clock();
            let tokens: usize = texts
                .iter()
                .filter_map(|text| Some(onrecord_tagger::tag(text, all(text)?).tokens.len()))
                .sum();
            println!("{tokens} tokens; {:.0} k/s", tokens as f64 / (clock() - start) * 1e6);
        }
        ["pos-errors", treebank, model] => pos::errors(
            &onrecord_tagger::training::read_tagger(&std::fs::read(model).expect("a model"))
                .expect("a model"),
            &conllu::sentences(Path::new(treebank), FREE),
        ),
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
