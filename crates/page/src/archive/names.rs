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
    // A browser that saves a script writes this behind its name, so that nobody runs it by mistake.
    let file = file.strip_suffix(".download").unwrap_or(file);
    let Some((_, extension)) = file.rsplit_once('.') else { return false };
    NO_PAGES.binary_search(&extension.to_ascii_lowercase().as_str()).is_ok()
}

/// What browsers put behind a page's name for the folder of its parts, in their own language.
const FOLDER_ENDINGS: &[&str] = &[
    "_files",
    "-files",
    "_file",
    "-Dateien",
    "_fichiers",
    "_archivos",
    "_arquivos",
    "_ficheiros",
    "_bestanden",
    "-filer",
    "_filer",
    "_pliki",
    "_soubory",
    "_fitxers",
    "_tiedostot",
    "_elemei",
    "_dosyalar",
];

/// The files one of which stands beside a folder that a browser filled with the parts of that page (`talks_files` beside
/// `talks.html`); none where no browser names a folder so.
#[must_use]
pub fn pages_of_folder(name: &str) -> Vec<String> {
    let Some(page) = FOLDER_ENDINGS.iter().find_map(|ending| name.strip_suffix(ending)) else {
        return Vec::new();
    };
    ["html", "htm", "xhtml"].iter().map(|extension| format!("{page}.{extension}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_parts_from_pages() {
        assert!(NO_PAGES.is_sorted());
        assert!(
            pages_of_folder("talks_files").contains(&"talks.html".to_owned())
                && pages_of_folder("talks").is_empty()
        );
        assert!(is_part_of_a_page("talks_files/Photo.PNG") && is_part_of_a_page("a\\b.woff2"));
        assert!(is_part_of_a_page("talks_files/ad.js.download") && !is_part_of_a_page("talks.html.download"));
        assert!(
            !is_part_of_a_page("talks.html") && !is_part_of_a_page("png") && !is_part_of_a_page("js.d/talks")
        );
    }
}
