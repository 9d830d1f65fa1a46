#!/bin/sh
# Installs LibreOffice Writer 24.8 or newer, and Python's bridge to it, on Debian. Safe to repeat.
#
# Debian 12's own 7.4 drops the tags of content controls when it saves, so the suite's backports
# are added to the source the system already has; no host is named here. Needs root.
set -eu

needed="24 8"

new_enough() {
    command -v soffice >/dev/null 2>&1 || return 1
    version=$(soffice --version 2>/dev/null | sed -n 's/^LibreOffice \([0-9]*\)\.\([0-9]*\).*/\1 \2/p')
    [ -n "$version" ] || return 1
    # shellcheck disable=SC2086  # two words each, on purpose
    set -- $version $needed
    [ "$1" -gt "$3" ] || { [ "$1" -eq "$3" ] && [ "$2" -ge "$4" ]; }
}

if new_enough && /usr/bin/python3 -c 'import uno' 2>/dev/null; then
    soffice --version
    exit 0
fi

# shellcheck disable=SC1091  # part of every Debian
. /etc/os-release
suite="${VERSION_CODENAME}-backports"
sources=/etc/apt/sources.list.d/debian.sources
if [ -f "$sources" ]; then
    # Only the stanza of the suite itself: its line names the suite as a word of its own.
    sed -i "/^Suites:.*\b${VERSION_CODENAME}\b\( \|\$\)/{/${suite}/!s/\$/ ${suite}/}" "$sources"
elif ! grep -q " ${suite} " /etc/apt/sources.list; then
    sed -n "s/^\(deb .*\) ${VERSION_CODENAME} \(.*\)/\1 ${suite} \2/p" /etc/apt/sources.list |
        head -n 1 >>/etc/apt/sources.list
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends -t "$suite" libreoffice-writer python3-uno >/dev/null
soffice --version
new_enough
