# The front door: `make help` lists the targets. Needs Python 3.11 or later and make; no root, but to install a browser in test-browser.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
ROOT := $(if $(filter 0,$(shell id -u)),,sudo)
TORCH := $(shell sed -n 's/.*"torch==\([^"]*\)".*/\1/p' pyproject.toml)
UV := $(shell sed -n 's/^uv==\([^ ]*\).*/\1/p' requirements.lock)
BENCHMARKS = $(shell grep -l __main__ benchmarks/*.py | sed 's|/|.|; s|\.py$$||')
PEERED = $(shell grep -l '\.peers/' benchmarks/*.py | sed 's|/|.|; s|\.py$$||')
COMPILE = $(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header --no-emit-index-url
export PYTHONHASHSEED ?= 0

.DEFAULT_GOAL := help
.PHONY: help setup setup-deep demo app test test-browser test-deep browser check format bench bench-peers docs lock clean

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

setup-deep: $(VENV)/.deep ## Add PyTorch (the build without graphics cards) to .venv, for the sequence models.

$(VENV)/.deep: $(VENV)/.ready requirements-deep.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --no-deps --requirements requirements-deep.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps torch==$(TORCH)
	@$(BIN)/python -c 'import torch' || { echo "This build of PyTorch does not run here: docs/explanation/deep.md says how to get another."; exit 1; }
	@touch $@

demo: setup ## Simulate a shop and run the whole job on it.
	$(BIN)/footfall demo --out demo

app: setup ## Open the app on the demo shop (simulated and analysed first where it is not).
	test -f demo/analysis/content.json.gz || $(BIN)/footfall demo --out demo
	$(BIN)/footfall app demo/analysis

test: setup ## Run the tests (those that need a browser or PyTorch apart).
	$(BIN)/python -m pytest -n 2 --dist loadscope -m "not browser and not deep"

test-browser: setup browser node_modules/.ready ## Run the tests that need a browser, and install one where it is missing.
	$(BIN)/python -m pytest -n 2 --dist loadscope -m browser

test-deep: setup-deep ## Run the tests that need PyTorch.
	$(BIN)/python -m pytest -m deep

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
	$(BIN)/python -m pytest -m "not deep" tests/test_docs.py tests/test_architecture.py

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

lock: setup ## Compile the locks anew (pins and hashes, no addresses); PyTorch itself is pinned in pyproject.toml.
	$(COMPILE) --extra app --group dev pyproject.toml -o requirements.lock
	$(COMPILE) --group deep --constraint requirements.lock --no-emit-package torch -o requirements-deep.lock

clean: ## Delete what the targets made.
	rm -rf $(VENV) .peers catboost_info node_modules demo dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
