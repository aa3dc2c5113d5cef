# Everything a reader needs: each target makes .venv and installs by itself.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := $(BIN)/python -m

.PHONY: demo test lint format types unit quality bench acceptance clean
.DEFAULT_GOAL := demo

$(VENV)/.run: pyproject.toml constraints.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing briefbot into $(VENV) (the first time takes a minute) ..."
	@# The pip that comes with Python 3.11 stumbles over constraints on extras (lxml[html-clean]).
	@$(RUN) pip install --quiet --disable-pip-version-check --upgrade 'pip>=24.2'
	@$(RUN) pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/.dev: $(VENV)/.run
	@$(RUN) pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

demo: $(VENV)/.run ## the main job with nothing configured: no network, no keys
	@$(BIN)/briefbot demo

test: lint types unit ## everything, as CI runs it

lint: $(VENV)/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/lint-imports

format: $(VENV)/.dev
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

types: $(VENV)/.dev
	@$(RUN) mypy

unit: $(VENV)/.dev
	@$(RUN) pytest -q

quality: $(VENV)/.dev ## the development sets of shared data, ours beside the baselines
	@$(RUN) tests.quality

bench: $(VENV)/.dev ## speed, as ratios within one run
	@$(RUN) tests.benchmarks

acceptance: $(VENV)/.dev ## the fault matrix at full counts
	@$(RUN) pytest -q -m acceptance

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
