#!/usr/bin/env bash
# Makes, once, the environment that the peer runs in, in a cache folder outside the repository, and prints its Python: peers.sh.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
version=$(python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])')
home=${XDG_CACHE_HOME:-$HOME/.cache}/onrecord-benchmarks/pages-python$version
if ! [ -e "$home/made" ]; then
  mkdir -p "$home"
  python3 -m venv "$home" > /dev/null 2>&1 || { echo "no peer: python3 cannot make a virtual environment" >&2; exit 1; }
  "$home/bin/python" -m pip install --quiet --disable-pip-version-check --retries 1 -r "$here/requirements.txt" > "$home/pip.log" 2>&1 \
    || { echo "no trafilatura: pip could not install it ($(tail -n 1 "$home/pip.log"))" >&2; exit 1; }
  touch "$home/made"
fi
echo "$home/bin/python"
