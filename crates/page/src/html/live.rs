use super::blocks::{Block, BlockKind};
use super::main_text::squeeze;
use super::metadata::Metadata;
use super::stories;
use super::tags::Tag;
use super::tree::{Element, Tree};
use crate::pasted::item_id;
use crate::pasted::lines::{Furniture, Line, Shape};
use crate::pasted::live::run_in_clock;
use crate::stamp::{self, Stamp};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use onrecord_text::{Basis, Dating, Item, ItemKind, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// So many containers of one kind, each with a time of its own, make a live blog.
const FEWEST_POSTS: usize = 3;
/// So many do on a page that calls itself live.
const FEWEST_OF_LIVE: usize = 2;
/// So many posts of the metadata are looked for in the text; each is a search through the page.
const MOST_POSTS: usize = 2000;
/// So many elements around a time could be the post.
const REACH: usize = 8;
/// A story has at least this many paragraphs.
const STORY_PARAGRAPHS: usize = 2;
/// A heading of so many words is a headline: readers' names are set as headings too.
const LEAST_HEADING: usize = 2;
/// Why a post without a time of its own has a day.
const OF_PAGE: &str = "the page's day; the post gives no time of its own, or only how old it was";
/// A block of so many bytes that is no link speaks for its post.
const PROSE: usize = 40;

/// A post that the markup parts from others.
#[derive(Debug, Clone)]
pub(crate) struct Post {
    /// Its blocks.
    pub(super) blocks: Range<usize>,
    pub(super) published: Option<Dating>,
}

/// The posts of a page, and what they are: of a live blog or of a feed.
#[derive(Debug, Clone)]
pub(crate) struct Posts {
    posts: Vec<Post>,
    kind: ItemKind,
}

/// What the posts are told from.
pub(crate) struct Sight<'a> {
    pub(crate) tree: &'a Tree<'a>,
    pub(crate) blocks: &'a [Block],
    /// One for each block, as its words alone tell.
    pub(crate) lines: &'a [Line],
    pub(crate) text: &'a str,
    pub(crate) metadata: &'a Metadata,
    /// Whether each block is taken for the page's main text.
    pub(crate) is_main: &'a [bool],
    /// The day of the page.
    pub(crate) given: Option<&'a Dating>,
}

/// The posts of a live blog: by the metadata, else by repeated containers that each hold a time, else by times that stand
/// between stretches of text.
///
/// No system's names are known here. What they share is known: a time in a `time` element, in an attribute (`data-timestamp` and its like), in
/// microdata or printed, and one container a post, or one time and what follows it.
pub(crate) fn posts(sight: &Sight<'_>) -> Option<Posts> {
    let ranges = block_ranges(sight.tree, sight.blocks);
    let times = times(sight);
    let calls_itself_live = says_live(sight);
    let fewest = if calls_itself_live { FEWEST_OF_LIVE } else { FEWEST_POSTS };
    let of_metadata = by_metadata(sight, &ranges);
    let posts = of_metadata
        .or_else(|| by_containers(sight, &ranges, &times, fewest))
        .or_else(|| by_stamps(sight, &ranges, fewest));
    let Some(posts) = posts.filter(|posts| hold_main_text(sight, posts)) else {
        let posts = stories::by_containers(sight, &ranges, &times)?;
        let kind = if calls_itself_live { ItemKind::LivePost } else { ItemKind::Article };
        return hold_main_text(sight, &posts).then_some(Posts { posts, kind });
    };
    let kind = if points_elsewhere(sight, &posts) {
        ItemKind::FeedItem
    } else if are_articles(sight, &posts) {
        ItemKind::Article
    } else {
        ItemKind::LivePost
    };
    Some(Posts { posts, kind })
}

/// Whether the posts hold half of the main text: what stands below a story does not part it.
fn hold_main_text(sight: &Sight<'_>, posts: &[Post]) -> bool {
    let main = |range: Range<usize>| -> usize {
        range.filter(|at| sight.is_main[*at]).map(|at| sight.blocks[at].text.len()).sum()
    };
    let held: usize = posts.iter().map(|post| main(post.blocks.clone())).sum();
    held * 2 >= main(0..sight.blocks.len())
}

/// Whether most posts are a headline that links to another page, with little below it: the entries of a list of stories.
fn points_elsewhere(sight: &Sight<'_>, posts: &[Post]) -> bool {
    let is_entry = |post: &Post| {
        let blocks = &sight.blocks[post.blocks.clone()];
        let length: usize = blocks.iter().map(|block| block.text.len()).sum();
        // The time of a post is often the link to the post itself.
        let words =
            blocks.iter().zip(&sight.lines[post.blocks.clone()]).filter(|(_, line)| line.stamp.is_none());
        let head = words.map(|(block, _)| block).find(|block| block.text.len() >= 15);
        head.is_some_and(|head| head.linked * 10 >= head.text.len() * 8) && length < 700
    };
    posts.iter().filter(|post| is_entry(post)).count() * 10 >= posts.len() * 7
}

/// Whether some words hold "live".
fn is_live(words: &str) -> bool {
    words.to_lowercase().split(|char: char| !char.is_alphanumeric()).any(|word| word == "live")
}

/// Whether a page calls itself live: in its title, its address, a heading of the first level, or its microdata.
fn says_live(sight: &Sight<'_>) -> bool {
    let metadata = sight.metadata;
    let headings = sight.blocks.iter().filter(|block| block.level == 1).map(|block| block.text.as_str());
    let is_posting = |element: &Element<'_>| {
        element.attribute("itemtype").is_some_and(|kind| kind.ends_with("LiveBlogPosting"))
    };
    metadata.title.as_deref().into_iter().chain(metadata.url.as_deref()).chain(headings).any(is_live)
        || sight.tree.elements.iter().any(is_posting)
}

/// Whether the posts are stories, printed whole on one page that does not call itself live: most with a headline, an author and several
/// paragraphs of their own.
fn are_articles(sight: &Sight<'_>, posts: &[Post]) -> bool {
    let metadata = sight.metadata;
    let first = posts.iter().map(|post| post.blocks.start).min().unwrap_or(0);
    let is_heading = |block: &&Block| block.kind == BlockKind::Heading;
    let headings = sight.blocks[..first].iter().filter(is_heading).map(|block| block.text.as_str());
    let says_live =
        metadata.title.as_deref().into_iter().chain(metadata.url.as_deref()).chain(headings).any(is_live);
    let is_story = |post: &Post| {
        let lines = &sight.lines[post.blocks.clone()];
        let paragraphs = lines.iter().filter(|line| is_text(line) && line.shape == Shape::Body).count();
        lines.iter().any(|line| line.is_byline)
            && lines.iter().find(|line| is_text(line)).is_some_and(|line| line.shape == Shape::Head)
            && paragraphs >= STORY_PARAGRAPHS
    };
    metadata.posts.is_empty()
        && !says_live
        && posts.iter().filter(|post| is_story(post)).count() * 10 >= posts.len() * 7
}

/// Posts of the metadata, found again in the text by their headlines or first words.
fn by_metadata(sight: &Sight<'_>, ranges: &[Option<(usize, usize)>]) -> Option<Vec<Post>> {
    let (blocks, metadata) = (sight.blocks, sight.metadata);
    if metadata.posts.len() < 2 {
        return None;
    }
    let squeezed: Vec<String> = blocks.iter().map(|block| squeeze(&block.text)).collect();
    let mut starts: Vec<(usize, Option<Dating>)> = Vec::new();
    let mut from = 0;
    for post in metadata.posts.iter().take(MOST_POSTS) {
        let head: String = squeeze(&post.headline);
        let opening: String = squeeze(&post.body).chars().take(40).collect();
        let place = |from: usize| {
            (from..blocks.len()).find(|number| {
                let own = &squeezed[*number];
                (head.len() > 8 && (*own == head))
                    || (opening.len() > 20 && opens_with(&squeezed[*number..], &opening))
            })
        };
        // Posts of metadata run in the order of the page; one that is not found behind the last is looked for everywhere.
        if let Some(number) = place(from).or_else(|| place(0)) {
            from = number + 1;
            starts.push((number, post.published.clone()));
        }
    }
    starts.sort_by_key(|(number, _)| *number);
    starts.dedup_by_key(|(number, _)| *number);
    if starts.len() < 2 {
        return None;
    }
    let whole =
        around_all(sight, ranges, starts.iter().map(|(number, _)| *number)).unwrap_or(0..blocks.len());
    let ends: Vec<usize> = starts.iter().skip(1).map(|(number, _)| *number).chain([whole.end]).collect();
    let to_next: Vec<Range<usize>> =
        starts.iter().zip(ends).map(|((start, _), end)| *start..end.max(*start + 1)).collect();
    // The largest container of a post that holds no other; where those hold the text, they bound the posts.
    let mut holds = vec![0_usize; sight.tree.elements.len()];
    for (start, _) in &starts {
        for element in up(sight.tree, blocks[*start].element) {
            holds[element] += 1;
        }
    }
    let own: Vec<Range<usize>> = starts
        .iter()
        .map(|(start, _)| {
            let container =
                up(sight.tree, blocks[*start].element).take_while(|element| holds[*element] == 1).last();
            container
                .and_then(|container| ranges[container])
                .map_or(*start..*start + 1, |(first, end)| first..end)
        })
        .collect();
    let prose =
        |ranges: &[Range<usize>]| -> usize { ranges.iter().map(|range| prose(sight, range.clone())).sum() };
    let chosen = if prose(&own) * 10 >= prose(&to_next) * 7 { own } else { to_next };
    Some(starts.into_iter().zip(chosen).map(|((_, published), blocks)| Post { blocks, published }).collect())
}

/// Whether some blocks begin with these squeezed words, which may run over several of them.
fn opens_with(blocks: &[String], opening: &str) -> bool {
    let mut rest = opening;
    for (number, block) in blocks.iter().enumerate() {
        if rest.is_empty() || block.starts_with(rest) {
            return true;
        }
        // A word or two that begin many a block tell nothing.
        match rest.strip_prefix(block.as_str()).filter(|_| number > 0 || block.len() > 8) {
            Some(behind) => rest = behind,
            None => return false,
        }
    }
    false
}

/// An element and those around it, from the inside out.
fn up(tree: &Tree<'_>, element: usize) -> impl Iterator<Item = usize> {
    std::iter::successors(Some(element), |at| tree.elements.get(*at)?.parent())
}

/// The blocks of the smallest element around all of some blocks.
fn around_all(
    sight: &Sight<'_>,
    ranges: &[Option<(usize, usize)>],
    blocks: impl Iterator<Item = usize> + Clone,
) -> Option<Range<usize>> {
    let (first, last) = (blocks.clone().min()?, blocks.max()?);
    up(sight.tree, sight.blocks[first].element)
        .filter_map(|element| ranges[element])
        .find(|(start, end)| *start <= first && last < *end)
        .map(|(start, end)| start..end)
}

/// The bytes of prose in some blocks.
fn prose(sight: &Sight<'_>, range: Range<usize>) -> usize {
    sight.blocks[range].iter().map(prose_of).sum()
}

/// The bytes of prose in a block: its length, unless it is short or mostly a link.
pub(super) fn prose_of(block: &Block) -> usize {
    if block.text.len() >= PROSE && block.linked * 2 < block.text.len() { block.text.len() } else { 0 }
}

/// A time of the page's markup or print: in which element it stands, and the date that it gives.
#[derive(Debug, Clone)]
pub(super) struct Time {
    pub(super) element: usize,
    pub(super) published: Option<Dating>,
}

/// All times of a page, in page order.
fn times(sight: &Sight<'_>) -> Vec<Time> {
    let mut times: Vec<Time> = Vec::new();
    // What readers wrote has times too.
    let tree = sight.tree;
    let mut in_comments = vec![false; tree.elements.len()];
    for (number, element) in tree.elements.iter().enumerate() {
        let around = element.parent().is_some_and(|parent| in_comments[parent]);
        let is_page = matches!(element.tag, Tag::Html | Tag::Body | Tag::Main | Tag::Article);
        in_comments[number] = around || !is_page && tree.names(element).are_of_comments();
        if let Some(published) = of_element(tree, element).filter(|_| !in_comments[number]) {
            times.push(Time { element: number, published: Some(published) });
        }
    }
    // A block around a machine's time prints the same time.
    let told: BTreeSet<usize> = times
        .iter()
        .filter_map(|time| up(tree, time.element).find(|at| tree.elements[*at].tag.is_block()))
        .collect();
    let mut day = None;
    for (block, line) in sight.blocks.iter().zip(sight.lines) {
        let stamp = line.stamp.or_else(|| leading_clock(sight.text, line));
        let Some(stamp) = stamp.filter(|_| !is_change(line.span.of(sight.text))) else { continue };
        if stamp.clock.is_none() && !stamp.is_age {
            // A heading with a day dates the times below it.
            day = stamp.day.or(day);
            continue;
        }
        if !told.contains(&block.element) && !in_comments[block.element] {
            times.push(Time { element: block.element, published: printed(stamp, day, sight.given) });
        }
    }
    times.sort_by_key(|time| time.element);
    times
}

/// A line that tells of a change, not of the post.
fn is_change(words: &str) -> bool {
    let lower = words.to_lowercase();
    ["updated", "modified", "first published", "edited"].iter().any(|word| lower.contains(word))
}

/// The time with which a short heading ("14:05 Bridge closed") or a paragraph ("9.05am: The doors have opened.") begins.
fn leading_clock(text: &str, line: &Line) -> Option<Stamp> {
    if let Some(stamp) = run_in_clock(text, line.span) {
        return Some(stamp);
    }
    let words = line.span.of(text);
    if line.words > 24 || !words.starts_with(|char: char| char.is_ascii_digit()) {
        return None;
    }
    let reach = Span::new(line.span.start(), line.span.start() + words.floor_char_boundary(24))?;
    let stamp = stamp::find_all(text, reach).into_iter().next()?;
    let has_minutes = stamp.span.of(text).contains([':', '.']);
    (stamp.span.start() == line.span.start() && stamp.clock.is_some() && has_minutes).then_some(stamp)
}

/// The date of a printed time: its own day, else the day that stands above it, else the page's.
fn printed(stamp: Stamp, above: Option<Date>, given: Option<&Dating>) -> Option<Dating> {
    let own = stamp.day.or(above);
    let day = own.or_else(|| given.and_then(Dating::single_day))?;
    if stamp.is_age {
        return None;
    }
    let basis =
        if own.is_some() { Basis::Stated } else { given.map_or(Basis::Inferred, |given| given.basis) };
    let why = match (stamp.day, above) {
        (Some(_), _) => "the time printed above the post",
        (None, Some(_)) => "the time printed above the post, on the day printed above it",
        (None, None) => "the time printed above the post, on the page's day",
    };
    let mut dating = Dating::day(day, basis).because(why).from_words([stamp.span]);
    if let Some((hour, minute)) = stamp.clock {
        dating.edtf = Some(format!("{day}T{hour:02}:{minute:02}"));
    }
    Some(dating)
}

/// The time that an element carries, unless its names say that it is that of a change.
fn of_element(tree: &Tree<'_>, element: &Element<'_>) -> Option<Dating> {
    carried(element).filter(|_| !is_change(tree.words(element)))
}

/// The time of a `time` element, of microdata, or of an attribute of data.
fn carried(element: &Element<'_>) -> Option<Dating> {
    const NAMES: [&str; 16] = [
        "timestamp",
        "time",
        "published",
        "publishedat",
        "publishdate",
        "publishtime",
        "publisheddate",
        "date",
        "datetime",
        "created",
        "createdat",
        "posttime",
        "utc",
        "epoch",
        "unix",
        "starttime",
    ];
    let machine = |words: &str, why: &str| {
        let (day, clock) = stamp::machine_date(words).or_else(|| epoch(words))?;
        let mut dating = Dating::day(day, Basis::Metadata).because(why);
        if let Some((hour, minute)) = clock {
            dating.edtf = Some(format!("{day}T{hour:02}:{minute:02}"));
        }
        Some(dating)
    };
    if element.tag == Tag::Time
        && let Some(words) = element.attribute("datetime")
    {
        return machine(words, "the time element of the post");
    }
    if element.attribute("itemprop").is_some_and(|names| names.eq_ignore_ascii_case("datepublished")) {
        let words = element.attribute("content").or(element.attribute("datetime"))?;
        return machine(words, "datePublished of the post in the page's microdata");
    }
    if !matches!(element.tag, Tag::Html | Tag::Body | Tag::Head | Tag::Meta | Tag::Main | Tag::Script) {
        for (name, value) in &element.attributes {
            let Some(bare) = name.strip_prefix("data-") else { continue };
            if !value.bytes().any(|byte| byte.is_ascii_digit()) {
                continue;
            }
            let bare: String = bare.chars().filter(char::is_ascii_alphanumeric).collect();
            let is_time = NAMES
                .iter()
                .any(|own| *own == bare || bare.strip_prefix("post").is_some_and(|rest| rest == *own));
            if is_time && let Some(dating) = machine(value, "the post's time in its markup") {
                return Some(dating);
            }
        }
    }
    None
}

/// Seconds or milliseconds since 1970, in universal time.
fn epoch(words: &str) -> Option<(Date, Option<(i8, i8)>)> {
    let number: i64 = words.trim().parse().ok()?;
    let seconds = match words.trim().len() {
        9 | 10 => number,
        12 | 13 => number / 1000,
        _ => return None,
    };
    let moment = Timestamp::from_second(seconds).ok()?.to_zoned(TimeZone::UTC).datetime();
    Some((moment.date(), Some((moment.hour(), moment.minute()))))
}

/// The most text-rich set of sibling containers of one make that each hold a time.
fn by_containers(
    sight: &Sight<'_>,
    ranges: &[Option<(usize, usize)>],
    times: &[Time],
    fewest: usize,
) -> Option<Vec<Post>> {
    let tree = sight.tree;
    let mut sets: BTreeMap<(usize, String), Vec<Time>> = BTreeMap::new();
    for time in times {
        // Every container around a time could be the post; siblings may share their tag and first class, or their tag alone.
        for number in up(tree, time.element).take(REACH) {
            let container = &tree.elements[number];
            let can_hold = matches!(
                container.tag,
                Tag::Article | Tag::Div | Tag::Li | Tag::Section | Tag::Tr | Tag::Dd | Tag::Details
            ) || container.name.contains('-');
            if !can_hold {
                continue;
            }
            let first_class = tree.words(container).split(' ').next().unwrap_or_default();
            let class = first_class.trim_end_matches(|char: char| char.is_ascii_digit());
            for key in [format!("{} {class}", container.name), container.name.to_string()] {
                let set = sets.entry((container.parent().unwrap_or(0), key)).or_default();
                if set.last().is_none_or(|last| last.element < number) {
                    set.push(Time { element: number, published: time.published.clone() });
                }
            }
        }
    }
    let all_prose = prose(sight, 0..sight.blocks.len());
    sets.into_values()
        .filter(|set| set.len() >= fewest)
        .map(|set| {
            set.into_iter()
                .filter_map(|post| {
                    let (start, end) = ranges[post.element]?;
                    Some(Post { blocks: start..end, published: post.published })
                })
                .collect::<Vec<_>>()
        })
        .map(|posts| {
            let text: usize = posts.iter().map(|post| prose(sight, post.blocks.clone())).sum();
            let with_prose = posts.iter().filter(|post| prose(sight, post.blocks.clone()) > 0).count();
            (text, with_prose, posts)
        })
        .filter(|(text, with_prose, posts)| {
            *with_prose * 10 >= posts.len() * 7 && *with_prose >= fewest && *text * 10 >= all_prose * 6
        })
        .max_by(|left, right| {
            // Of two sets with the same text the one of more posts; of those with the same posts, either.
            (left.0, left.1).cmp(&(right.0, right.1))
        })
        .map(|(.., posts)| posts)
}

/// Posts that no container parts: printed times of one make with text between them, inside one element.
fn by_stamps(sight: &Sight<'_>, ranges: &[Option<(usize, usize)>], fewest: usize) -> Option<Vec<Post>> {
    let make = |at: usize| {
        let element = &sight.tree.elements[sight.blocks[at].element];
        format!("{} {}", element.name, sight.tree.words(element).split(' ').next().unwrap_or_default())
    };
    let mut sets: BTreeMap<String, Vec<(usize, Stamp)>> = BTreeMap::new();
    for (at, line) in sight.lines.iter().enumerate() {
        let stamp = line.stamp.or_else(|| leading_clock(sight.text, line));
        let stamp = stamp.filter(|stamp| stamp.clock.is_some() || stamp.is_age);
        if let Some(stamp) = stamp.filter(|_| !is_change(line.span.of(sight.text))) {
            sets.entry(make(at)).or_default().push((at, stamp));
        }
    }
    // The day that is printed above each block.
    let days: Vec<Option<Date>> = sight
        .lines
        .iter()
        .scan(None, |day, line| {
            let own =
                line.stamp.filter(|stamp| stamp.clock.is_none() && !stamp.is_age).and_then(|stamp| stamp.day);
            *day = own.or(*day);
            Some(*day)
        })
        .collect();
    let all_prose = prose(sight, 0..sight.blocks.len());
    let mut best: Option<(usize, Vec<Post>)> = None;
    for set in sets.into_values().filter(|set| set.len() >= fewest) {
        let Some(whole) = around_all(sight, ranges, set.iter().map(|(at, _)| *at)) else { continue };
        // Where most posts have their heading above the time, a post begins there.
        let head_above = |at: usize| {
            at > whole.start
                && sight.lines[at - 1].is_head()
                && sight.lines.get(at + 1).is_some_and(|next| !next.is_head())
        };
        let above = set.iter().filter(|(at, _)| head_above(*at)).count() * 2 > set.len();
        let starts: Vec<usize> =
            set.iter().map(|(at, _)| if above && head_above(*at) { at - 1 } else { *at }).collect();
        let ends = starts.iter().copied().skip(1).chain([whole.end]);
        let posts: Vec<Post> = starts
            .iter()
            .zip(ends)
            .zip(&set)
            .map(|((start, end), (at, stamp))| Post {
                blocks: *start..end,
                published: printed(*stamp, days[*at], sight.given),
            })
            .collect();
        let text: usize = posts.iter().map(|post| prose(sight, post.blocks.clone())).sum();
        let with_prose = posts.iter().filter(|post| prose(sight, post.blocks.clone()) > 0).count();
        let is_live = with_prose * 10 >= posts.len() * 8 && text * 10 >= all_prose * 6;
        if is_live && best.as_ref().is_none_or(|(least, _)| text > *least) {
            best = Some((text, posts));
        }
    }
    best.map(|(_, posts)| posts)
}

/// The blocks that each element holds: the first of them and the one after the last.
fn block_ranges(tree: &Tree<'_>, blocks: &[Block]) -> Vec<Option<(usize, usize)>> {
    let mut ranges: Vec<Option<(usize, usize)>> = vec![None; tree.elements.len()];
    for (number, block) in blocks.iter().enumerate() {
        let own = &mut ranges[block.element];
        *own = Some((own.map_or(number, |(first, _)| first), number + 1));
    }
    // An element stands behind the one around it.
    for at in (1..ranges.len()).rev() {
        if let (Some((first, end)), Some(parent)) = (ranges[at], tree.elements[at].parent()) {
            let around = &mut ranges[parent];
            *around = Some(around.map_or((first, end), |(start, last)| (start.min(first), last.max(end))));
        }
    }
    ranges
}

/// Items of posts, with what stands above the first as the page's own.
pub(crate) fn items(
    id: &str,
    sight: &Sight<'_>,
    spans: &[Span],
    found: Posts,
    title: Option<usize>,
) -> (Vec<Item>, Vec<Span>) {
    let Sight { text, lines, blocks, given, .. } = *sight;
    let Posts { posts, kind: kind_of_posts } = found;
    let mut items = Vec::new();
    let mut inside = vec![false; spans.len()];
    let first = posts.iter().map(|post| post.blocks.start).min().unwrap_or(0);
    let mut add = |range: Range<usize>, kind: ItemKind, published: Dating, title: Option<Span>| {
        let is_news = |number: &usize| lines.get(*number).is_some_and(is_text);
        let (Some(start), Some(end)) = (range.clone().find(is_news), range.clone().rev().find(is_news))
        else {
            return;
        };
        let (start, end) = (range.start.max(start.saturating_sub(1)).min(start), end);
        for number in start..=end {
            inside[number] = !is_button(text, &lines[number]);
        }
        let span = spans[start].hull(spans[end]);
        let own_title = headline(text, lines, blocks, start..end + 1);
        let byline = lines[start..=end].iter().find(|line| line.is_byline).map(|line| line.span);
        items.push(Item {
            id: item_id(id, kind, span),
            kind,
            span,
            title: title.or(own_title),
            byline,
            published,
            language: None,
        });
    };
    if let Some(title) = title.filter(|title| *title < first) {
        add(title..first, ItemKind::Teaser, given.cloned().unwrap_or_default(), spans.get(title).copied());
    }
    for post in posts {
        let of_page = || {
            let given = given.cloned()?;
            // The page's own minute is that of its first or its last post.
            let day = given.single_day().filter(|_| {
                kind_of_posts == ItemKind::LivePost
                    && given.edtf.as_deref().is_some_and(|edtf| edtf.contains('T'))
            });
            Some(match day {
                Some(day) => Dating::day(day, Basis::Inferred).because(OF_PAGE),
                None => given,
            })
        };
        add(post.blocks, kind_of_posts, post.published.or_else(of_page).unwrap_or_default(), None);
    }
    items.sort_by_key(|item| item.span);
    let titles: BTreeSet<usize> = items.iter().filter_map(|item| Some(item.title?.start())).collect();
    let mut boilerplate: Vec<Span> = Vec::new();
    let mut last = None;
    for (number, line) in lines.iter().enumerate() {
        let is_title = || titles.range(line.span.start()..line.span.end()).next().is_some();
        if inside[number] && (is_text(line) || line.stamp.is_some() || line.is_byline || is_title()) {
            continue;
        }
        match boilerplate.last_mut() {
            Some(span) if last.is_some_and(|last: usize| last + 1 == number) => *span = span.hull(line.span),
            _ => boilerplate.push(line.span),
        }
        last = Some(number);
    }
    debug_assert!(items.iter().all(|item| !item.span.of(text).is_empty()));
    (items, boilerplate)
}

/// The headline of a post: its first heading, or words above that which read like one and hold no date; without the time that may
/// stand in it.
fn headline(text: &str, lines: &[Line], blocks: &[Block], post: Range<usize>) -> Option<Span> {
    let is_heading = |number: usize| {
        let (line, level) = (&lines[number], blocks.get(number).map_or(0, |block| block.level));
        level > 0 && line.words >= LEAST_HEADING && line.stamp.is_none() && !line.is_byline
    };
    for number in post {
        let line = &lines[number];
        if is_heading(number) {
            let Some(clock) = leading_clock(text, line) else {
                if line.furniture.is_some() {
                    continue;
                }
                return Some(line.span);
            };
            let behind = &text[clock.span.end()..line.span.end()];
            let rest =
                behind.trim_start_matches(|char: char| !char.is_alphanumeric() && !"“‘\"'«".contains(char));
            return Span::new(line.span.end() - rest.len(), line.span.end());
        }
        if is_text(line) && line.shape == Shape::Body {
            return None;
        }
        let reads_as_head = || line.shape == Shape::Head && stamp::find_all(text, line.span).is_empty();
        if is_text(line) && reads_as_head() {
            return Some(line.span);
        }
    }
    None
}

/// A line of buttons with the time of the last change: "Share Updated at 14.32".
fn is_button(text: &str, line: &Line) -> bool {
    const MOST_WORDS: usize = 8;
    line.words <= MOST_WORDS
        && is_change(line.span.of(text))
        && (line.stamp.is_some() || line.shape != Shape::Body && !stamp::find_all(text, line.span).is_empty())
}

/// A line of a post is text unless it reads as furniture; where it stands on the page says nothing against it.
pub(super) fn is_text(line: &Line) -> bool {
    let least = match line.furniture {
        // Words to the readers ("Thank you for following") are part of a live blog.
        Some(Furniture::Mid | Furniture::End) => 7,
        Some(_) => 12,
        None => 0,
    };
    line.stamp.is_none()
        && !line.is_byline
        && (line.furniture.is_none() || line.shape == Shape::Body && line.words >= least)
}
