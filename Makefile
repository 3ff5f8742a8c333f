# Everything runs in .venv, made from requirements.lock (versions and hashes).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.instroom-ready
COMPILED := $(VENV)/.instroom-compiled
BENCH := $(VENV)/.instroom-bench
COMPILE := --quiet --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-annotate --no-header
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

.PHONY: help setup demo test lint serve bench bench-activities bench-policies scale-policies parts pictures lock browser clean

help: ## show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | column -t -s $$'\t'

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Instroom needs Python 3.11 or newer; set PYTHON=/path/to/python3.11"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

# The search is compiled once for each version of it; a first plan then starts at once.
$(COMPILED): $(STAMP) solver/kernels.py solver/compiling.py $(wildcard solver/rebuild/*.py solver/laboratory/*.py)
	$(BIN)/python -m scheduler.warm
	touch $@

setup: $(COMPILED) ## make the virtual environment

demo: $(COMPILED) ## plan the Eindhoven example and write its report
	$(BIN)/instroom plan examples/eindhoven --out out/eindhoven --time-limit 60

test: lint browser $(COMPILED) ## lint, then the whole test suite
	$(BIN)/pytest

lint: $(STAMP) ## style, format, types, import direction
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# $(call debian,COMMANDS,PACKAGE,OTHERWISE): unless one of the commands is there, install the Debian
# package; where that cannot be done say so, and stop unless there is something to do OTHERWISE.
define debian
@command -v $(1) >/dev/null || { \
  run=""; [ "$$(id -u)" = 0 ] || run="sudo -n"; \
  command -v apt-get >/dev/null && $$run true 2>/dev/null && $$run apt-get update -qq && \
  $$run env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $(2); \
} || { echo "The package $(2) is not there: install it and run again."; $(or $(3),exit 1); }
endef

# The page and the report are tested in a real Chromium, which Debian packages.
browser: $(STAMP)
	$(call debian,chromium google-chrome,chromium)

serve: $(COMPILED) ## the web page and API, on this computer only
	$(BIN)/instroom serve

# Timefold, and what it needs, are locked apart: only the benchmarks have a use for them.
$(BENCH): $(STAMP) requirements-bench.lock
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-bench.lock
	touch $@

# A part: make bench SIZES=350,700 SEEDS=all TIGHTNESS=all METHODS=instroom,timefold
# Everything (36 schools, some six hours): make bench SIZES=all SEEDS=all TIGHTNESS=all
# A peer that cannot be installed is missing in the table, and said to be.
bench: $(BENCH) ## measure against the peers, 45 minutes (see docs/benchmarks.md)
	$(call debian,javac,default-jdk-headless,true)
	$(call debian,fet-cl,fet,true)
	$(call debian,chromium google-chrome,chromium,true)
	$(BIN)/python -m scheduler.warm  # a search that changed is compiled anew: not on the clock
	$(BIN)/python -m tests.benchmarks run $(if $(SIZES),--sizes $(SIZES)) \
	  $(if $(SEEDS),--seeds $(SEEDS)) $(if $(TIGHTNESS),--tightness $(TIGHTNESS)) \
	  $(if $(METHODS),--methods $(METHODS)) $(BENCH_OPTIONS)

# A part: make bench-activities CASES=hilversum ACTIVITY_SEEDS=1
bench-activities: $(COMPILED) ## a year of MAP and PVT for 400 and 1,500 learners, 25 minutes (see docs/activities.md)
	$(BIN)/python -m tests.benchmarks.activities $(if $(CASES),--cases $(CASES)) \
	  $(if $(ACTIVITY_SEEDS),--seeds $(ACTIVITY_SEEDS)) $(BENCH_OPTIONS)

# A part: make bench-policies CASES=zutphen,tholen REPLICATIONS=20
bench-policies: $(COMPILED) ## seven municipalities, six intake policies, 100 replications, 5 minutes (see docs/laboratory.md)
	$(BIN)/python -m tests.benchmarks.policies $(if $(CASES),--cases $(CASES)) \
	  $(if $(REPLICATIONS),--replications $(REPLICATIONS)) $(BENCH_OPTIONS)

# How they scale: make scale-policies CASE=eindhoven REPLICATIONS=150
scale-policies: $(COMPILED) ## one and two processes, a local Dask cluster of one and two workers
	$(BIN)/python -m tests.benchmarks.laboratory_scale examples/$(or $(CASE),eindhoven) \
	  $(or $(REPLICATIONS),150)

parts: $(STAMP) ## how long the parts take that people wait for
	$(BIN)/pytest tests/benchmarks/test_speed.py -n 0 --benchmark-only --override-ini addopts=

pictures: $(COMPILED) browser ## plan every example anew; rewrite figures and pictures in the READMEs
	$(BIN)/python -m examples.show

lock: $(STAMP) ## renew the lock files after a change of dependencies
	$(BIN)/uv pip compile $(COMPILE) --extra dev pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile $(COMPILE) --prerelease if-necessary-or-explicit --extra bench \
	  -c requirements.lock pyproject.toml -o requirements-bench.lock

clean: ## remove what was made
	rm -rf $(VENV) out build *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
