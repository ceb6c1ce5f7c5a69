#!/bin/sh
# Style, types and every test; each part runs whatever the others say, and the last line sums up.
set -u
cd "$(dirname "$0")/.."

failed=""
part() {
    name=$1
    shift
    echo "== $name"
    "$@" </dev/null || failed="$failed${failed:+, }$name"
}

if ! TOLLBOOK_BROWSER=$(scripts/browser.sh); then
    echo "tests failed: no browser" >&2
    exit 1
fi
export TOLLBOOK_BROWSER

part "ruff check" .venv/bin/ruff check --quiet
part "ruff format" .venv/bin/ruff format --check --quiet
part "mypy" .venv/bin/python -m mypy
part "pytest" .venv/bin/python -m pytest

if [ -n "$failed" ]; then
    echo "tests failed: $failed" >&2
    exit 1
fi
echo "tests passed"
