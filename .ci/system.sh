#!/usr/bin/env bash
# Installs what the tests drive besides Python. Safe to repeat; does nothing where all of it is there.
set -euo pipefail
cd "$(dirname "$0")"

missing=()
command -v gcc >/dev/null || missing+=(gcc libc6-dev)
command -v pdftoppm >/dev/null || missing+=(poppler-utils)
command -v chromium >/dev/null || missing+=(chromium)
fc-list 2>/dev/null | grep -qi carlito || missing+=(fonts-crosextra-carlito)
if [ "${#missing[@]}" -gt 0 ]; then
    apt-get update -q >/dev/null
    DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" >/dev/null
fi
[ ! -f libreoffice.sh ] || bash libreoffice.sh
