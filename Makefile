# What a person wants to do. The first target of a session makes the environment; later ones reuse it.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
NUMBERED := $(sort $(wildcard notebooks/[0-9]*.ipynb))

.PHONY: report test lab refresh bench clean

report: $(READY) ## execute the notebooks on data/ and write site/
	$(BIN)/python -m analysis report --out site

test: $(READY) ## lint, unit tests, and every numbered notebook against its stored outputs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m pytest tests
	$(BIN)/python -m pytest --nbval --nbval-sanitize-with tests/nbval.cfg -p no:cacheprovider $(NUMBERED) notebooks/explore.ipynb

lab: $(READY) ## explore in JupyterLab
	$(BIN)/jupyter lab notebooks

refresh: $(READY) ## execute the notebooks in place and keep their outputs
	$(BIN)/python -m analysis refresh

bench: $(READY) ## measure against human labels, and speed as ratios
	$(BIN)/python -m tests.benchmarks

clean: ## remove what the other targets made
	rm -rf .venv site *.egg-info

$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
		|| { echo "Python 3.11 to 3.13 is needed; name one with: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --requirement requirements.txt
	$(BIN)/pip install --quiet --no-deps --editable .
	touch $@
