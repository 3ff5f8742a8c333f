# Everything runs in .venv, made from requirements.lock (versions and hashes).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.instroom-ready
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

.PHONY: help setup demo test lint serve bench lock browser clean

help: ## show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | column -t -s $$'\t'

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Instroom needs Python 3.11 or newer; set PYTHON=/path/to/python3.11"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	$(BIN)/python -m scheduler.warm
	touch $@

setup: $(STAMP) ## make the virtual environment

demo: $(STAMP) ## plan the Eindhoven example and write its report
	$(BIN)/instroom plan examples/eindhoven --out out/eindhoven --time-limit 60

test: lint browser ## lint, then the whole test suite
	$(BIN)/pytest

lint: $(STAMP) ## style, format, types, import direction
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The page and the report are tested in a real Chromium, which Debian packages.
browser: $(STAMP)
	@if ! command -v chromium >/dev/null && ! command -v google-chrome >/dev/null; then \
	  if command -v apt-get >/dev/null && { [ "$$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }; then \
	    run=""; [ "$$(id -u)" = 0 ] || run="sudo -n"; \
	    $$run apt-get update -qq && \
	    $$run env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; \
	  else \
	    echo "The browser tests need Chromium: install the package chromium and run again."; exit 1; \
	  fi; \
	fi

serve: $(STAMP) ## the web page and API, on this computer only
	$(BIN)/instroom serve

bench: $(STAMP) ## slow measurements, not part of make test
	$(BIN)/pytest tests/benchmarks -n 0 --benchmark-only --override-ini addopts=

lock: $(STAMP) ## renew requirements.lock after a change of dependencies
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-annotate --no-header --extra dev pyproject.toml -o requirements.lock

clean: ## remove what was made
	rm -rf $(VENV) out build *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
