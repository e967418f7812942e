#!/usr/bin/env bash
# Makes, once, the environment that a benchmark's peers run in, in a cache folder outside the repository, and prints its Python:
# peers.sh FOLDER [NEEDED]. FOLDER/requirements.txt has a part a line, whose last word names it. A part that cannot be had is one line on
# standard error, tried again the next time; without NEEDED it fails.
set -euo pipefail
folder=$(cd "$1" && pwd); needed=${2:-}
version=$(python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])')
home=${XDG_CACHE_HOME:-$HOME/.cache}/onrecord-benchmarks/$(basename "$folder")-python$version
python=$home/bin/python
if ! [ -e "$home/made" ]; then
  mkdir -p "$home"
  python3 -m venv "$home" > /dev/null 2>&1 || { echo "no peers: python3 cannot make a virtual environment" >&2; exit 1; }
  touch "$home/made"
fi
while read -r line; do
  case $line in '' | '#'*) continue ;; esac
  part=${line##* }
  if [ -e "$home/has-$part" ]; then continue; fi
  read -ra words <<< "$line"
  if "$python" -m pip install --quiet --disable-pip-version-check --retries 1 "${words[@]}" > "$home/pip.log" 2>&1; then
    touch "$home/has-$part"
  else
    echo "no ${part%%[=~]*}: pip could not install it ($(tail -n 1 "$home/pip.log"))" >&2
    [ "${part%%[=~]*}" != "$needed" ] || exit 1
  fi
done < "$folder/requirements.txt"
echo "$python"
