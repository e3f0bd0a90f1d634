# The front door. `make help` lists the targets. Nothing needs root but the installation of a browser in test-browser.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PYTHONHASHSEED ?= 0

.PHONY: help setup demo test test-browser check bench lock docs clean

help: ## List the targets.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  %-14s %s\n", $$1, $$2}'

setup: $(VENV)/.ready ## Make .venv and install what requirements.lock pins.

$(VENV)/.ready: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	touch $@

demo: setup ## Simulate a shop and run the whole job on it.
	$(BIN)/footfall demo --out demo

test: setup ## Run the test suite.
	$(BIN)/python -m pytest -n 2 -m "not browser"

test-browser: setup node_modules/.ready ## Run the tests that need a browser, and install one where it is missing.
	command -v chromium >/dev/null || { apt="apt-get"; [ "$$(id -u)" = 0 ] || apt="sudo apt-get"; $$apt update -q && $$apt install -qy chromium; }
	$(BIN)/python -m pytest -m browser

node_modules/.ready: package.json package-lock.json
	npm ci --silent
	touch $@

check: setup ## Lint, types, layers, docs.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest tests/test_docs.py

bench: setup ## Run the benchmarks and write benchmarks/results.
	for file in benchmarks/bench_*.py; do $(BIN)/python $$file || exit 1; done

docs: setup ## Write the generated reference pages anew.
	$(BIN)/python docs/generate.py

lock: setup ## Compile the lock files anew.
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header --no-emit-index-url --extra app --group dev pyproject.toml -o requirements.lock

clean: ## Delete what the targets made.
	rm -rf $(VENV) node_modules demo dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
