#!/bin/sh
# Write requirements.lock, requirements-dev.lock and requirements.txt from pyproject.toml.
# Pins stay as they are unless --upgrade is given. Needs the network, and uv (fetched when absent).
set -eu
cd "$(dirname "$0")/.."

uv=$(command -v uv || echo .venv/bin/uv)
if ! [ -x "$uv" ]; then
    scripts/environment.sh dev
    .venv/bin/python -m pip install --quiet --disable-pip-version-check uv
fi

resolve() {
    "$uv" pip compile pyproject.toml --group build --universal --python-version 3.11 --quiet \
        --no-header --no-annotate --no-emit-index-url --no-emit-find-links "$@"
}

resolve --generate-hashes --output-file requirements.lock "$@" >/dev/null
resolve --generate-hashes --output-file requirements-dev.lock --extra dev --constraint requirements.lock "$@" >/dev/null
{
    echo "# The pins of requirements.lock, for people who use pip by hand; \`make lock\` writes both."
    resolve --constraint requirements.lock
    echo "-e ."
} >.requirements.tmp
mv .requirements.tmp requirements.txt
echo "Written: requirements.lock, requirements-dev.lock, requirements.txt"
