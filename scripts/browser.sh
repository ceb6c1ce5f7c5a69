#!/bin/sh
# Print the path of a Chromium that starts; install Debian's when there is none and it can be done.
set -eu

starts() { command -v "$1" >/dev/null 2>&1 && "$1" --version </dev/null >/dev/null 2>&1; }

find_browser() {
    for name in chromium chromium-browser google-chrome google-chrome-stable chrome \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" "/Applications/Chromium.app/Contents/MacOS/Chromium"; do
        if starts "$name"; then
            command -v "$name"
            return
        fi
    done
    return 1
}

install_browser() {
    command -v apt-get >/dev/null 2>&1 || return 1
    if [ "$(id -u)" = 0 ]; then
        root="env"
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        root="sudo -n env"
    else
        return 1
    fi
    echo "No Chromium here; installing Debian's (a minute or two, only this once)" >&2
    $root DEBIAN_FRONTEND=noninteractive apt-get update -qq </dev/null >&2 &&
        $root DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium </dev/null >&2
}

if [ -n "${TOLLBOOK_BROWSER:-}" ]; then
    if ! starts "$TOLLBOOK_BROWSER"; then
        echo "browser: TOLLBOOK_BROWSER is \"$TOLLBOOK_BROWSER\", which does not start." >&2
        echo "Name a Chromium or Chrome, e.g. TOLLBOOK_BROWSER=/usr/bin/chromium, or unset it." >&2
        exit 1
    fi
    command -v "$TOLLBOOK_BROWSER"
    exit
fi
find_browser || { install_browser && find_browser; } || {
    echo "browser: the tests look at the site in Chromium or Chrome, and none was found that starts." >&2
    echo "Install one (on Debian: apt-get install chromium) or name it: TOLLBOOK_BROWSER=/path/to/chrome make test" >&2
    exit 1
}
