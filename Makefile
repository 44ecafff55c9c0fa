# FPL Banter. `make` alone lists what there is.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help setup demo test processes e2e faults check format stat ci bench lock clean demo-check cache-tests clients-check thrift

help: ## list what there is
	@grep -hE '^[a-z][a-z0-9-]*:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

$(STAMP): pyproject.toml requirements/dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "FPL Banter needs Python 3.11 or newer; name one with: make setup PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

setup: $(STAMP) ## make .venv with everything that is needed

demo: $(STAMP) ## play a pretend season here: the whole product in one terminal
	@exec $(BIN)/fplbanter demo

test: $(STAMP) ## run the tests (no browser, no network; 4 minutes on two cores)
	$(BIN)/pytest -n auto --maxprocesses 8 --dist worksteal -m "not e2e and not faults and not processes"

processes: $(STAMP) ## run the tests that start whole processes: the demo, servers, several of us
	$(BIN)/pytest -n 2 -m "processes and not faults"

e2e: $(STAMP) ## run the tests in a real Chromium (Debian: apt-get install chromium)
	$(BIN)/pytest -m e2e tests/e2e

faults: $(STAMP) ## run the long tests that kill and freeze things
	$(BIN)/pytest -m faults

check: $(STAMP) ## format, lint, types, imports, dependencies
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry src

format: $(STAMP) ## let ruff put the code in order
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

stat: $(STAMP) ## write the files of a new stat of banter: make stat NAME=my_stat
	@$(BIN)/python -m tests.conventions.new_stat $(NAME)

demo-check: $(STAMP) ## see that the demo comes up complete, and goes down cleanly
	$(BIN)/python benchmarks/demo_check.py

ci: check test processes e2e demo-check ## what CI runs

cache-tests: $(STAMP) ## run the public HTTP cache tests against the gateway's rules (needs npm)
	$(BIN)/python -m tests.http_cache

clients-check: $(STAMP) ## let public FPL clients talk to /fpl/ instead of FPL
	$(BIN)/python benchmarks/public_clients.py

thrift: $(STAMP) ## count what a Saturday and a season cost FPL, on a clock that jumps
	$(BIN)/python benchmarks/thrift.py
	$(BIN)/python benchmarks/thrift.py season

bench: $(STAMP) ## measure what benchmarks/README.md records
	$(BIN)/python benchmarks/tables.py
	$(BIN)/python benchmarks/watching.py
	$(BIN)/python benchmarks/stale.py
	$(BIN)/python benchmarks/scoring.py
	$(BIN)/python benchmarks/edge.py
	$(BIN)/python benchmarks/pushed.py
	$(BIN)/python benchmarks/sockets.py
	$(BIN)/python benchmarks/users.py --pace 1
	$(BIN)/python benchmarks/goal.py

lock: ## write requirements/*.txt anew from pyproject.toml (needs uv)
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --extra embedded -o requirements/run.txt pyproject.toml
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --extra embedded --extra dev -o requirements/dev.txt pyproject.toml

clean: ## remove .venv and what tools left behind
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
