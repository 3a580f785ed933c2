# Every command makes its own .venv first. All that is needed beforehand is Python 3.11 or newer, and make.
PYTHON ?= python3
VENV := .venv
PEERS := .venv-speed
TRAINING := .venv-training
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
DEMO_RECORD := sayso-demo.db
CONFIG ?= training/configs/all.toml
RUN ?= build/training/$(basename $(notdir $(CONFIG)))

.PHONY: help demo serve test lint types imports unit quality speed speed-page train train-smoke clean

help:
	@echo "make demo     read the example reports and show the record"
	@echo "make serve    open the pages of that record on this machine"
	@echo "make test     lint, types, import rules and tests"
	@echo "make quality  scores on public corpora against pinned floors (SAYSO_CORPORA names their folder)"
	@echo "make speed    ingest beside trafilatura, reading beside RoBERTa-base and spaCy (installs PyTorch)"
	@echo "make train    train the reading model, or go on with it (CONFIG=$(CONFIG) RUN=$(RUN); installs PyTorch)"
	@echo "make train-smoke  a training run of minutes on four reports, exported and compared (installs PyTorch)"

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "sayso needs Python 3.11 or newer; this is " + sys.version.split()[0] + " (make PYTHON=...)")'
	@echo "Making $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: pyproject.toml $(VENV)/.made
	@echo "Installing sayso ..."
	@$(PIP) --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml $(VENV)/.made
	@echo "Installing sayso and what its tests need ..."
	@$(PIP) --editable '.[dev]'
	@touch $@ $(VENV)/.installed

demo: $(VENV)/.installed
	@rm -f $(DEMO_RECORD) $(DEMO_RECORD)-wal $(DEMO_RECORD)-shm
	@$(BIN)/sayso demo --record $(DEMO_RECORD)
	@echo "(or: make serve)"

serve: $(VENV)/.installed
	@test -f $(DEMO_RECORD) || $(MAKE) --no-print-directory demo
	@$(BIN)/sayso serve --record $(DEMO_RECORD)

test: lint types imports unit

lint: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.installed-dev
	$(BIN)/mypy

imports: $(VENV)/.installed-dev
	$(BIN)/lint-imports --no-cache

unit: $(VENV)/.installed-dev
	$(BIN)/pytest

quality: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks.quality

# What reading is held against needs PyTorch and spaCy; they stay out of .venv.
$(PEERS)/.installed: benchmarks/requirements-speed.txt
	@echo "Making $(PEERS) with PyTorch and spaCy ..."
	@$(PYTHON) -m venv $(PEERS)
	@echo '*' > $(PEERS)/.gitignore
	@$(PEERS)/bin/python -m pip --disable-pip-version-check install --quiet --requirement $<
	@touch $@

speed: $(VENV)/.installed-dev $(PEERS)/.installed
	$(BIN)/python -m benchmarks.ingest_speed
	$(BIN)/python -m benchmarks.reading_speed --peers $(PEERS)/bin/python

speed-page: $(VENV)/.installed-dev $(PEERS)/.installed
	$(BIN)/python -m benchmarks.reading_speed --peers $(PEERS)/bin/python \
	  --json benchmarks/reading_speed.json --markdown docs/speed.md

# Training needs PyTorch too. Where the index offers several builds, the one for the CPU is enough.
$(TRAINING)/.installed: pyproject.toml $(VENV)/.made
	@echo "Making $(TRAINING) with PyTorch ..."
	@$(PYTHON) -m venv $(TRAINING)
	@echo '*' > $(TRAINING)/.gitignore
	@$(TRAINING)/bin/python -m pip --disable-pip-version-check install --quiet --editable '.[training]'
	@touch $@

train: $(TRAINING)/.installed
	$(TRAINING)/bin/python -m training.train $(CONFIG) --out $(RUN)

train-smoke: $(TRAINING)/.installed
	$(TRAINING)/bin/python -m pytest tests/training/test_smoke_run.py

clean:
	rm -rf $(VENV) $(PEERS) $(TRAINING) .mypy_cache .ruff_cache .pytest_cache .hypothesis dist
