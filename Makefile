# Two commands set everything up on a machine with Python 3.11 or later and make:
#
#   make run [ARCHIVE=~/news] [PORT=8000]   index the folder (or seeds/) and serve it
#   make run DEMO=1                         index seeds/ and the invented archive in demo/, in an index of their own, and serve it
#   make test                               every check that CI makes but those that need a cluster
#   make cluster-test                       those: it starts three OpenSearch nodes, and stops them
#
# The rest: make lint, types, unit, interpreted, whoosh274, wheel (parts of test) · make soak (minutes of kills) · make lock (requirements/ anew) · make clean
# make bench CORPUS=news.jsonl [BENCH="--rounds 5"] measures the engine beside others (docs/performance.md)

PYTHON ?= python3
ARCHIVE ?= seeds
PORT ?= 8000
BIN := .venv/bin
# A shell need not have expanded the ~ of ARCHIVE=~/news or CORPUS=~/news.jsonl.
override ARCHIVE := $(patsubst ~/%,$(HOME)/%,$(ARCHIVE))
override CORPUS := $(patsubst ~/%,$(HOME)/%,$(CORPUS))
# The seeds go where every command looks; another archive gets an index of its own, so that trying one mixes nothing.
NUMBER = $(firstword $(shell printf '%s' "$(abspath $(ARCHIVE))" | cksum))
INDEX ?= pullquote-data$(if $(DEMO),-demo,$(if $(filter-out seeds,$(ARCHIVE)),-$(notdir $(abspath $(ARCHIVE)))-$(NUMBER)))

export PIP_DISABLE_PIP_VERSION_CHECK := 1
# The lists are whole. Were pip to look for more, it would warn of lxml's extra, which it knows under one of two names.
INSTALL := $(BIN)/python -m pip install --quiet --no-deps --require-hashes -r
# What is installed has its bytecode with it; of a working folder it would be made at each start where that is off.
EDITABLE := rm -f index/quotes/*.so && $(BIN)/python -m pip install --quiet --no-build-isolation --no-deps --editable . && \
	$(BIN)/python -m compileall -q index search web

.PHONY: run test pictures messages lint types unit interpreted soak fuzz browser maven cluster cluster-test whoosh274 wheel bench lock clean

# `exec`, so that Ctrl-C ends the server and not a shell: make would call that an error.
run: .venv/run
	@$(BIN)/pullquote index $(if $(DEMO),seeds demo/archive,"$(ARCHIVE)") --index "$(INDEX)"
	@exec $(BIN)/pullquote serve --port $(PORT) --index "$(INDEX)"

test: lint types unit interpreted whoosh274 wheel

# Takes the pictures of the README anew, in Chromium, of the invented archive.
pictures: .venv/dev browser
	$(BIN)/python -m demo.pictures

# Brings the translations up to date with the sentences of the sources (docs/languages.md).
messages: .venv/dev
	$(BIN)/python -m tests.messages

lint: .venv/dev
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/lint-imports --no-logo

types: .venv/dev
	$(BIN)/mypy

unit: .venv/dev browser
	$(BIN)/python -m pytest --numprocesses auto --dist worksteal

# Quotations once more, with the rules read from their sources, as where no compiler is at hand.
interpreted: .venv/dev
	$(BIN)/python -m tests.interpreted

# Readers, kills and damage for some minutes; `make unit` has short forms of all of it.
soak: .venv/dev
	$(BIN)/python -m tests.soak 60 60 $(if $(CORPUS),"$(CORPUS)")

# Three real OpenSearch nodes on this machine until Ctrl-C (docs/cluster.md); Maven brings them.
cluster: .venv/cluster maven
	@$(BIN)/python -m tests.cluster.nodes $(CLUSTER_PORT)

# Starts such a cluster, runs the tests that need one, and stops it: a quarter of an hour, most of it for killed nodes.
cluster-test: .venv/cluster maven
	$(BIN)/python -m tests.cluster.run

# Thousands of requests made of the API's description.
fuzz: .venv/dev
	$(BIN)/python -m tests.fuzz_api

# Checks the wheel as a person would get it, in an environment of its own.
wheel: .venv/dev
	sh tests/wheel.sh $(BIN)/python

# The engine on the original Whoosh, so that either can be dropped.
whoosh274: .venv/dev
	sh tests/whoosh274.sh $(BIN)/python

# Measures the engine beside tantivy, SQLite FTS5 and stock Whoosh; BENCH holds further options.
bench: .venv/bench
	@test -f "$(CORPUS)" || { echo "Name a corpus: make bench CORPUS=news.jsonl (docs/performance.md says which lines)" >&2; exit 1; }
	$(BIN)/python -m benchmarks.peers "$(CORPUS)" $(BENCH)

maven:
	@command -v mvn >/dev/null && exit 0; \
	if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends maven >/dev/null; \
	else \
		echo "cluster: not run: its nodes need Maven: install it (Debian: sudo apt-get install maven)." >&2; exit 1; \
	fi

browser:
	@for name in chromium chromium-browser google-chrome; do command -v $$name >/dev/null && exit 0; done; \
	if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y chromium >/dev/null; \
	else \
		echo "The browser tests need Chromium: install it (Debian: sudo apt-get install chromium)." >&2; exit 1; \
	fi

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Pullquote needs Python 3.11 or later: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || \
		{ echo "This Python makes no environments: install its venv module (Debian: python3-venv)." >&2; rm -rf .venv; exit 1; }

# Without a C compiler the same is installed, and searches by NumPy, finds quotations by Python alone.
COMPILED := setup.py $(wildcard index/columnar/*.pyx index/columnar/*.pxd index/quotes/*.py)
.venv/run: .venv/bin/python requirements/run.txt pyproject.toml $(COMPILED)
	@echo "Installing (once, two or three minutes: quotation rules are compiled) ..." >&2
	@$(INSTALL) requirements/run.txt
	@$(EDITABLE)
	@touch $@

.venv/dev: .venv/bin/python requirements/dev.txt pyproject.toml $(COMPILED)
	@echo "Installing (once, two or three minutes: quotation rules are compiled) ..." >&2
	@$(INSTALL) requirements/dev.txt
	@$(EDITABLE)
	@touch $@ .venv/run

.venv/cluster: .venv/dev requirements/cluster.txt
	@$(INSTALL) requirements/cluster.txt
	@touch $@

.venv/bench: .venv/run requirements/bench.txt
	@$(INSTALL) requirements/bench.txt
	@touch $@

LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url
lock: .venv/bin/python
	$(BIN)/python -m pip install --quiet uv
	$(LOCK) pyproject.toml requirements/build.in -o requirements/run.txt
	$(LOCK) pyproject.toml requirements/build.in --group dev -c requirements/run.txt -o requirements/dev.txt
	$(LOCK) pyproject.toml requirements/build.in --extra opensearch -c requirements/dev.txt -o requirements/opensearch.txt
	$(LOCK) --group cluster --no-deps -o requirements/cluster.txt
	$(LOCK) requirements/whoosh274.in --no-deps -o requirements/whoosh274.txt
	$(LOCK) requirements/bench.in --no-deps -o requirements/bench.txt

clean:
	rm -rf .venv build dist *.egg-info index/columnar/_*.c index/columnar/*.so .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
