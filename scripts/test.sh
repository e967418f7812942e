#!/usr/bin/env bash
# Runs every check and every test, and installs what they need: Debian's Chromium where there is none, cargo-deny,
# and the web UI's packages. Needs a stable Rust toolchain, Node 20 or later, and a C compiler.
set -euo pipefail
cd "$(dirname "$0")/.."
export RUSTFLAGS="-D warnings"
export CARGO_TERM_COLOR="${CARGO_TERM_COLOR:-never}"

step() { printf '\n== %s\n' "$1"; }

need() {
  command -v "$1" >/dev/null || { echo "Missing: $2. Install it and run this again." >&2; exit 2; }
}
need cargo "a stable Rust toolchain (cargo)"
need npm "Node 20 or later (npm)"
need cc "a C compiler (cc)"

if ! command -v chromium >/dev/null && [ -z "${CHROMIUM:-}" ]; then
  step "Install Chromium for the browser tests"
  as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null
fi

step "Rust: format"
cargo fmt --all --check

step "Rust: build, warnings denied"
cargo build --workspace --all-targets --locked

step "Rust: lints"
cargo clippy --workspace --all-targets --locked -- -D warnings

step "Rust: tests"
cargo test --workspace --locked

step "Rust: documentation"
RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --locked --quiet

step "Dependencies: licences, duplicates, sources"
if ! command -v cargo-deny >/dev/null && [ ! -x target/tools/bin/cargo-deny ]; then
  # Built apart from the project's flags; a debug build takes a minute and is fast enough.
  RUSTFLAGS="" cargo install cargo-deny --version 0.20.2 --locked --debug --quiet --root target/tools --target-dir target/tools/build
fi
PATH="$PWD/target/tools/bin:$PATH" cargo deny --all-features check licenses bans sources

step "Web: types, unit tests, browser tests"
bash scripts/test-web.sh

echo
echo "Every check passed."
