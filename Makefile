# Every habit of this project has its name here: `make help`.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
export OMP_NUM_THREADS ?= 1
export OPENBLAS_NUM_THREADS ?= 1

.DEFAULT_GOAL := help
.PHONY: help install demo test lint types bench docs pictures train soak lock release clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# Two stamps, each newer than the lock that it was made from. pip checks every file against its hash in the lock.
$(VENV)/.runtime: requirements.lock pyproject.toml scripts/make-venv
	bash scripts/make-venv $(VENV)
	$(PIP) install -qq --require-hashes -r requirements.lock
	$(PIP) install -qq --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime
	$(PIP) install -qq --require-hashes -r requirements-dev.lock
	# The parser of a third language, held to its hash, without the old spaCy that its metadata ask for; without it its tests are skipped.
	-$(BIN)/ondit languages install es
	touch $@

install: $(VENV)/.runtime ## ondit into .venv, from the lock file

demo: install ## the main job on an invented story: dossier and trace at three moments
	$(BIN)/ondit demo

test: $(VENV)/.dev ## install what the tests need, then run lint, types and all tests
	bash scripts/test-packages
	$(MAKE) --no-print-directory lint types
	$(BIN)/python -m pytest -q --durations=10

lint: $(VENV)/.dev ## ruff: style and likely mistakes
	$(BIN)/ruff check src tests bench scripts
	$(BIN)/ruff format --check src tests bench scripts

types: $(VENV)/.dev ## mypy --strict
	$(BIN)/mypy

bench: $(VENV)/.dev ## every figure of docs/benchmarks.md again, on this machine (needs ../shared/data)
	$(BIN)/ondit bench --all --write

docs: $(VENV)/.dev ## write the generated pages of docs/ anew: command line, errors, records
	$(BIN)/python scripts/write_docs.py
	$(BIN)/python scripts/quote_figures.py

pictures: $(VENV)/.dev ## take the README's pictures anew (the page needs Debian's chromium)
	$(BIN)/python scripts/take_pictures.py

train: $(VENV)/.dev ## train the reader's model anew (needs ../shared/data)
	$(BIN)/ondit train reading

soak: $(VENV)/.dev ## the property tests, long: 20 times as many examples
	HYPOTHESIS_PROFILE=soak $(BIN)/python -m pytest -q

lock: $(VENV)/.dev ## resolve the dependencies anew into the two lock files
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header --upgrade --extra build pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header --upgrade --extra build --extra dev pyproject.toml -c requirements.lock -o requirements-dev.lock

release: test ## build the package into dist/ after all tests passed
	$(PIP) wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .
	@ls -l dist

clean: ## remove what was made: .venv, caches, dist
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
