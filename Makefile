# The front door: `make help` lists the targets. Needs Python 3.11 or later and make; no root, but to install a browser in test-browser.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ROOT := $(if $(filter 0,$(shell id -u)),,sudo)
UV := $(shell sed -n 's/^uv==\([^ ]*\).*/\1/p' requirements.lock)
BENCHMARKS = $(shell grep -l __main__ benchmarks/*.py | sed 's|/|.|; s|\.py$$||')
PEERED = $(shell grep -l '\.peers/' benchmarks/*.py | sed 's|/|.|; s|\.py$$||')
COMPILE = $(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header --no-emit-index-url
export PYTHONHASHSEED ?= 0

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-browser browser check format bench bench-peers docs lock clean

help: ## List the targets.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  %-14s %s\n", $$1, $$2}'

setup: $(VENV)/.ready ## Make .venv and install what requirements.lock pins.

$(VENV)/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Footfall needs Python 3.11 or later, and $(PYTHON) is older. Name one: make setup PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || \
		{ rm -rf $(VENV); echo "$(PYTHON) cannot make a virtual environment. On Debian: apt install python3-venv"; exit 1; }
	test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV)
	$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

demo: setup ## Simulate a shop and run the whole job on it.
	$(BIN)/footfall demo --out demo

test: setup ## Run the tests (those that need a browser apart).
	$(BIN)/python -m pytest -n 2 --dist loadscope -m "not browser"

test-browser: setup browser node_modules/.ready ## Run the tests that need a browser, and install one where it is missing.
	$(BIN)/python -m pytest -m browser

browser:
	@for tool in chromium npm; do command -v $$tool >/dev/null || missing="$$missing $$tool"; done; \
	test -z "$$missing" || { $(ROOT) apt-get update -q && $(ROOT) apt-get install -qy $$missing; }

node_modules/.ready: package.json package-lock.json | browser
	npm ci --silent --no-audit --no-fund
	@touch $@

check: setup ## Lint, format, types, layers, docs.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python docs/generate.py --check
	$(BIN)/python -m pytest tests/test_docs.py tests/test_architecture.py

format: setup ## Format the code, and mend what the linter can mend.
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup ## Run the benchmarks and write benchmarks/results.
	for benchmark in $(BENCHMARKS); do $(BIN)/python -m $$benchmark || exit 1; done

bench-peers: setup ## Run the benchmarks that have peers, each peer in a virtual environment of its own under .peers.
	for peer in $(basename $(notdir $(wildcard benchmarks/peers/*.txt))); do \
		test -x .peers/$$peer/bin/python || $(PYTHON) -m venv .peers/$$peer || exit 1; \
		$(BIN)/uv pip install --quiet --python .peers/$$peer/bin/python -r benchmarks/peers/$$peer.txt || exit 1; \
	done
	for benchmark in $(PEERED); do $(BIN)/python -m $$benchmark || exit 1; done

docs: setup ## Write the generated pages anew: docs/reference and the README's numbers.
	$(BIN)/python docs/generate.py

lock: setup ## Compile requirements.lock anew (pins and hashes, no addresses).
	$(COMPILE) --extra app --group dev pyproject.toml -o requirements.lock

clean: ## Delete what the targets made.
	rm -rf $(VENV) .peers node_modules demo dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
