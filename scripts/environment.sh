#!/bin/sh
# Make .venv hold what a lock names, plus tollbook itself. Does nothing when it already does.
# Usage: scripts/environment.sh book|dev        PYTHON=/path/to/python chooses the interpreter.
set -eu
cd "$(dirname "$0")/.."

want=$1
case $want in
    book) lock=requirements.lock ;;
    dev) lock=requirements-dev.lock ;;
    *) echo "environment: \"$want\" is no set of packages. Say book or dev." >&2; exit 2 ;;
esac
supported='import sys; sys.exit(not ((3, 11) <= sys.version_info[:2] < (3, 14)))'
stamp=.venv/.installed       # which set is installed, from which locks, at which place
unfinished=.venv/.unfinished # there only while something is being installed

version_of() { "$1" -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])' 2>/dev/null; }
usable() { command -v "$1" >/dev/null 2>&1 && "$1" -c "$supported" >/dev/null 2>&1; }
has() { "$1" -c "import $2" >/dev/null 2>&1; }

find_python() {
    for candidate in ${PYTHON:+"$PYTHON"} python3.13 python3.12 python3.11 python3 python; do
        if usable "$candidate" && has "$candidate" venv && { has "$candidate" ensurepip || has "$candidate" pip; }; then
            echo "$candidate"
            return
        fi
        [ -z "${PYTHON:-}" ] || break
    done
}

no_python() {
    found=$(version_of "${PYTHON:-python3}" || true)
    if usable "${PYTHON:-python3}"; then
        echo "environment: Python $found is here, but it can neither make environments nor run pip." >&2
        echo "Install them (on Debian and Ubuntu: apt-get install python3-venv python3-pip) and run make again." >&2
    else
        echo "environment: Python 3.11, 3.12 or 3.13 is needed; ${PYTHON:-python3} is ${found:-not there}." >&2
        echo "Install one of them, or name it: make PYTHON=/path/to/python3.12" >&2
    fi
    exit 1
}

# The checkout's place is in the stamp because an environment does not survive being moved.
wanted_stamp() { echo "$1 $(cat pyproject.toml setup.py requirements.lock requirements-dev.lock | cksum) $PWD"; }

works() { [ -x .venv/bin/python ] && .venv/bin/python -c "$supported" >/dev/null 2>&1; }

other_python() {
    [ -n "${PYTHON:-}" ] && [ "$(version_of "$PYTHON")" != "$(version_of .venv/bin/python)" ]
}

installed() {
    works && ! other_python && [ ! -e "$unfinished" ] && [ -f "$stamp" ] || return 1
    stamped=$(cat "$stamp")
    [ "$stamped" = "$(wanted_stamp dev)" ] || [ "$stamped" = "$(wanted_stamp "$want")" ] || return 1
    .venv/bin/python -c 'import importlib.util as u, sys
sys.exit(not all(map(u.find_spec, ("tollbook", "pandas", "papermill", "jupyter_book"))))'
}

moved() { [ -f "$stamp" ] && ! grep -qF " $PWD" "$stamp"; }

make_venv() {
    python=$(find_python)
    [ -n "$python" ] || no_python
    echo "Making .venv with Python $(version_of "$python")"
    if has "$python" ensurepip; then
        "$python" -m venv --clear .venv
    else # Debian's Python without python3-venv: its pip can fill an environment from outside
        "$python" -m venv --clear --without-pip .venv
        "$python" -m pip --python .venv/bin/python install --quiet pip
    fi
}

failed() {
    code=$1
    echo "environment: $2 failed; the lines above say why." >&2
    echo "The first installation needs the network. The same command, run again, goes on from here." >&2
    [ "$code" -gt 128 ] || rm -f "$unfinished" # pip that fails by itself leaves things whole; pip that is killed does not
    exit "$code"
}

pip_install() { .venv/bin/python -m pip install --quiet --no-input --disable-pip-version-check "$@" </dev/null; }

if [ -n "${PYTHON:-}" ] && ! usable "$PYTHON"; then no_python; fi
if installed; then exit 0; fi

if ! works || other_python || moved || [ -e "$unfinished" ] || ! has .venv/bin/python pip; then
    make_venv || failed $? "making .venv"
fi
: >"$unfinished"
rm -f "$stamp"
echo "Installing $(grep -c '^[A-Za-z]' "$lock") packages from $lock (a minute or two, only this once)"
pip_install --require-hashes -r "$lock" || failed $? "installing $lock"
pip_install --no-deps --no-build-isolation -e . || failed $? "installing tollbook itself"
wanted_stamp "$want" >"$stamp"
rm -f "$unfinished"
