# make demo: every edition of the sample project; make test: the tests. Both install what they need.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test lint judge bench fuzz laws words lock clean

demo: $(STAMP)
	tools/system-packages demo
	$(BIN)/publish extract --quiet
	$(BIN)/publish build
	@echo "The editions are in $(CURDIR)/output"

test: $(STAMP)
	tools/system-packages test
	$(BIN)/python -m pytest -n 2

lint: $(STAMP)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

# All judges on the specimen in every language and on the sample: veraPDF, Open XML SDK, openxml-audit, poppler,
# pdfium, LibreOffice. About a quarter of an hour.
judge: demo
	tools/system-packages judge
	$(BIN)/python tools/judge

# By hand: publish beside its peers. All of it takes an hour and a half, make bench BENCH=--quick a quarter of one.
bench: $(STAMP)
	bench/run $(BENCH)

# By hand: hostile input to readers, catalogs, messages, merging and the rest; ten minutes in all, or
# make fuzz SECONDS=60 for each target. What it finds lies in fuzz/found; make fuzz REPLAY=FILE runs one again.
fuzz: $(STAMP)
	tools/system-packages test
	PYTHONPATH=tests $(BIN)/python -m fuzz $(if $(SECONDS),--seconds $(SECONDS)) $(if $(REPLAY),--replay $(REPLAY)) $(TARGETS)

# By hand: the tests that hold for any input, with ROUNDS times as many examples, each time others.
laws: $(STAMP)
	tools/system-packages test
	for round in $$(seq $(or $(ROUNDS),10)); do $(BIN)/python -m pytest -q -n 2 -m hypothesis --hypothesis-profile=laws \
		|| exit 1; done

# By hand, after a change of a message in src/publish/phrases.py: the catalogs of our own words.
words: $(STAMP)
	tools/system-packages test
	$(BIN)/python tools/own-words

# By hand, after a change of the dependencies in pyproject.toml.
lock: $(STAMP)
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --all-extras --group dev --upgrade \
		--generate-hashes --no-annotate --no-header --output-file requirements.lock pyproject.toml

$(STAMP): pyproject.toml requirements.lock
	tools/system-packages demo
	@$(PYTHON) -c 'import sys; sys.exit("publish needs Python 3.11 or newer; name one: make PYTHON=python3.12" if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

clean:
	rm -rf $(VENV) bench/.venv bench/out fuzz/corpus fuzz/found output/*/ .publish .mypy_cache .ruff_cache .pytest_cache .hypothesis
