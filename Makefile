# Each command makes what it needs; `make` alone lists them.
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help book test serve check lint format lock bench torture clean environment dev-environment

BIN := .venv/bin
# What `make book` hands on; from the command line, or from the calling shell's environment.
export ARTICLES REFERENCE AS_OF PYTHON

help:  ## list these commands
	@echo "tollbook: from articles to a published book"
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' Makefile
	@echo "Choices: make book [ARTICLES=folder] [REFERENCE=folder] [AS_OF=2025-12-31] [PARAMS='-p side Russia']"
	@echo "         PYTHON=python3.12 makes .venv with that Python; TOLLBOOK_BROWSER names the Chromium of the tests"

book: environment  ## build the book into _build/html (ARTICLES=folder takes your own articles)
	@set -- $(PARAMS); \
	if [ -n "$$ARTICLES" ]; then set -- "$$@" --articles "$$ARTICLES"; fi; \
	if [ -n "$$REFERENCE" ]; then set -- "$$@" --reference "$$REFERENCE"; fi; \
	if [ -n "$$AS_OF" ]; then set -- "$$@" -p as_of "$$AS_OF"; fi; \
	$(BIN)/tollbook build "$$@" || { code=$$?; \
	  echo "make book: the build failed (exit $$code); the lines above say why. The last good book is untouched." >&2; \
	  exit $$code; }; \
	echo "Open $$(pwd)/_build/html/index.html"

test: dev-environment  ## check style and types, run every test (finds or installs Chromium)
	@scripts/test.sh

serve: environment  ## show the built book at a local address
	@$(BIN)/tollbook serve

check: environment  ## check articles, tables and corrections without building
	@$(BIN)/tollbook check

lint: dev-environment  ## say what breaks style, types or spelling
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/codespell

format: dev-environment  ## put code and notebooks in form
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format
	@find chapters -name '*.ipynb' -exec $(BIN)/nbstripout --keep-id {} +

lock:  ## renew requirements.txt and the locks from pyproject.toml (UPGRADE=1 takes newer versions)
	@scripts/lock.sh $(if $(UPGRADE),--upgrade)

bench: dev-environment  ## time tollbook against its yardsticks
	@if [ ! -d benchmarks ]; then echo "make bench: there is no folder benchmarks/ yet, so there is nothing to time." >&2; exit 1; fi
	@$(BIN)/python -m pytest benchmarks -s

torture: dev-environment  ## run the long, hostile tests
	@if [ ! -d torture ]; then echo "make torture: there is no folder torture/ yet, so there is nothing to run." >&2; exit 1; fi
	@$(BIN)/python -m pytest torture

clean:  ## remove all that was made: environment, site, tables, caches
	rm -rf .venv _build build dist data/tables chapters/evidence .hypothesis .mypy_cache .pytest_cache .ruff_cache .benchmarks
	rm -rf src/*.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

environment:
	@scripts/environment.sh book

dev-environment:
	@scripts/environment.sh dev
