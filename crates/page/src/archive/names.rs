/// What a browser saves beside a page, and records of ours.
const NO_PAGES: &[&str] = &[
    "apk",
    "avi",
    "avif",
    "bmp",
    "css",
    "eot",
    "exe",
    "flac",
    "flv",
    "gif",
    "heic",
    "ico",
    "jar",
    "jpeg",
    "jpg",
    "js",
    "m4a",
    "m4s",
    "m4v",
    "map",
    "mjs",
    "mkv",
    "mov",
    "mp3",
    "mp4",
    "mpd",
    "ogg",
    "onrecord",
    "onrecord-journal",
    "onrecord-shm",
    "onrecord-wal",
    "opus",
    "otf",
    "png",
    "svg",
    "tif",
    "tiff",
    "ts",
    "ttf",
    "vtt",
    "wasm",
    "wav",
    "webm",
    "webmanifest",
    "webp",
    "woff",
    "woff2",
];

/// Whether a file's name says that it is a picture, a style, a script or another part of a page, and no page itself.
#[must_use]
pub fn is_part_of_a_page(name: &str) -> bool {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let Some((_, extension)) = file.rsplit_once('.') else { return false };
    NO_PAGES.binary_search(&extension.to_ascii_lowercase().as_str()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_parts_from_pages() {
        assert!(NO_PAGES.is_sorted());
        assert!(is_part_of_a_page("talks_files/Photo.PNG") && is_part_of_a_page("a\\b.woff2"));
        assert!(
            !is_part_of_a_page("talks.html") && !is_part_of_a_page("png") && !is_part_of_a_page("js.d/talks")
        );
    }
}
