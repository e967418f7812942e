//! Builds the web UI of `../../web` and embeds it: the program is one file and needs no folder beside it.
//!
//! Node and npm are asked for only when a source of the UI changed. Packages are installed only when `package-lock.json`
//! changed, so a folder that was built once builds offline. `ONRECORD_WEB=off` builds a program without the UI.

use std::error::Error;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, io};

/// What the UI is made of, in `web/`. Tests are no part of it.
const SOURCES: [&str; 8] = [
    "src",
    "public",
    "index.html",
    "package.json",
    "package-lock.json",
    "vite.config.ts",
    "svelte.config.js",
    "tsconfig.json",
];

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let web = root.join("../../web");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=ONRECORD_WEB");
    for source in SOURCES {
        println!("cargo::rerun-if-changed={}", web.join(source).display());
    }
    let files = if env::var("ONRECORD_WEB").is_ok_and(|value| value == "off") {
        Vec::new()
    } else {
        let built = out.join("web");
        // Several builds with target folders of their own may run at once, but there is one `node_modules`.
        let lock = File::open(root.join("build.rs"))?;
        lock.lock()?;
        build(&web, &built).map_err(|message| format!("the web UI was not built: {message}"))?;
        lock.unlock()?;
        gather(&built)?
    };
    fs::write(out.join("assets.rs"), table(&files)?)?;
    Ok(())
}

/// Runs Vite, after `npm ci` where the packages are not those of the lock file.
fn build(web: &Path, built: &Path) -> Result<(), String> {
    need_node()?;
    let wanted =
        fs::read(web.join("package-lock.json")).map_err(|error| format!("package-lock.json: {error}"))?;
    let stamp = web.join("node_modules/.onrecord-installed");
    if fs::read(&stamp).ok().as_deref() != Some(&wanted) {
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        run(
            Command::new(npm).args(["ci", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts"]),
            web,
        )
        .map_err(|error| {
            format!("npm ci failed; it needs the package registry once, or npm's cache. {error}")
        })?;
        fs::write(&stamp, &wanted).map_err(|error| format!("{}: {error}", stamp.display()))?;
    }
    let vite = web.join("node_modules/vite/bin/vite.js");
    run(Command::new("node").arg(vite).args(["build", "--emptyOutDir", "--outDir"]).arg(built), web)
}

fn need_node() -> Result<(), String> {
    let advice =
        "Node 20.19 or later must be on the PATH (or set ONRECORD_WEB=off to build without the web UI)";
    let answer =
        Command::new("node").arg("--version").output().map_err(|error| format!("{advice}; node: {error}"))?;
    let version = String::from_utf8_lossy(&answer.stdout).trim().to_owned();
    let mut numbers = version.trim_start_matches('v').split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    let (major, minor) = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    if (major, minor) < (20, 19) { Err(format!("{advice}; found {version}")) } else { Ok(()) }
}

fn run(command: &mut Command, folder: &Path) -> Result<(), String> {
    let name = format!("{command:?}");
    let answer = command.current_dir(folder).output().map_err(|error| format!("{name}: {error}"))?;
    if answer.status.success() {
        return Ok(());
    }
    let words =
        [answer.stdout, answer.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    Err(format!("{name} ended with {}\n{words}", answer.status))
}

/// Every file below a folder, sorted.
fn gather(folder: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                files.push((name, path));
            }
        }
    }
    files.sort();
    Ok(files)
}

/// The Rust source of the table of files.
fn table(files: &[(String, PathBuf)]) -> Result<String, std::fmt::Error> {
    let mut source = String::from("pub(super) const ASSETS: &[(&str, &[u8])] = &[\n");
    for (name, path) in files {
        writeln!(source, "    ({name:?}, include_bytes!({:?})),", path.display().to_string())?;
    }
    source.push_str("];\n");
    Ok(source)
}
