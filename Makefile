# Everything sets itself up: git, make and Python 3.11 are enough.
PYTHON ?= python3.11
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: help setup demo run test fast check lint types arch security audit units bench clean

help:
	@echo "make demo    the whole job on an archive of 2017, offline, in under 30 s"
	@echo "make run     the daemon with ./config.toml"
	@echo "make test    every test"
	@echo "make fast    the fast tests alone"
	@echo "make check   lint, types, architecture, security, every test"
	@echo "make bench   figures on labelled news, where that is present"

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "make: $(PYTHON) is not here; install Python 3.11 or say make PYTHON=..."; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q monitor
	@touch $(STAMP)

demo: setup
	$(BIN)/monitor demo

run: setup
	$(BIN)/monitor run

test: setup
	$(BIN)/python -m pytest -n 2 --dist worksteal $(COVER)

fast: setup
	HYPOTHESIS_PROFILE=quick $(BIN)/python -m pytest -n 2 --dist worksteal -m "not slow"

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

arch: setup
	$(BIN)/lint-imports --no-logo

# bandit reads our code, pip-audit asks what is known of the libraries; offline the latter says that it was skipped.
security: setup audit
	$(BIN)/bandit -q -r monitor -c pyproject.toml

audit: setup
	.ci/audit

# What systemd itself says of the units; tests/systemd holds them to it where systemd-analyze is there.
units:
	@command -v systemd-analyze >/dev/null || { echo "units: skipped, systemd-analyze is not here"; exit 0; }; \
	for unit in systemd/claim-monitor.service systemd/claim-monitor-once.service; do \
		systemd-analyze security --offline=true $$unit | tail -n 1; done

# The rules are held to 98 % of their branches; the rim is held to its contracts.
INNER := model claims feeds matching alerting reporting usecases
check: COVER := $(INNER:%=--cov=monitor.%) --cov-fail-under=98 --cov-report=term:skip-covered
check: lint types arch security units test

bench: setup
	$(BIN)/python -m bench

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .coverage
