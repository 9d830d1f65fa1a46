#!/usr/bin/env bash
# Writes requirements.txt anew: every package that pyproject.toml needs, and what those need, for each
# system and for Python 3.11 and newer, in the newest version that fits, with the hash of every file of it.
# What writes it (uv) is no part of the project: it lives in a place of its own for the moment.
set -euo pipefail
cd "$(dirname "$0")/.."
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

"${1:-.venv/bin/python}" -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check uv
"$place/venv/bin/uv" pip compile pyproject.toml --group dev --universal --python-version 3.11 --upgrade \
    --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate --quiet \
    --output-file "$place/lock"
{
    echo "# Made by \`make lock\`; not to be edited by hand."
    cat "$place/lock"
} >requirements.txt
