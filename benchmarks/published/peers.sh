#!/usr/bin/env bash
# Makes, once, the environment that htmldate runs in, in a cache folder outside the repository, and prints its Python: peers.sh
set -euo pipefail
version=$(python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])')
home=${XDG_CACHE_HOME:-$HOME/.cache}/onrecord-benchmarks/published-python$version
if ! [ -e "$home/has-htmldate" ]; then
  mkdir -p "$home"
  python3 -m venv "$home" > /dev/null 2>&1 || { echo "no htmldate: python3 cannot make a virtual environment" >&2; exit 1; }
  if ! "$home/bin/python" -m pip install --quiet --disable-pip-version-check --retries 1 'htmldate==1.11.0' > "$home/pip.log" 2>&1; then
    echo "no htmldate: pip could not install it ($(tail -n 1 "$home/pip.log"))" >&2
    exit 1
  fi
  touch "$home/has-htmldate"
fi
echo "$home/bin/python"
