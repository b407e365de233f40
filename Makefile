# make demo: every edition of the sample project; make test: the tests. Both install what they need.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# sys.executable of a working environment; made anew when the lock changes.
STAMP := $(VENV)/.installed
WORKERS ?= auto

.PHONY: demo test lint judge lock clean

demo: $(STAMP) tools/.system-demo
	$(BIN)/publish extract
	$(BIN)/publish build
	@echo "The editions are in $(CURDIR)/output"

test: $(STAMP) tools/.system-test
	$(BIN)/python -m pytest -n $(WORKERS)

lint: $(STAMP)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

# The outside judges that take long or need Java and npm: veraPDF on every PDF, the Open XML SDK on every DOCX.
judge: demo
	tools/system-packages judge
	$(BIN)/python tools/judge.py

# Run by hand after a change of pyproject.toml; hashes, and no index's address, go into the lock.
lock: $(STAMP)
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --all-extras --group dev \
		--generate-hashes --no-annotate --no-header --upgrade \
		--output-file requirements.lock pyproject.toml

$(STAMP): pyproject.toml requirements.lock
	tools/system-packages venv
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "publish needs Python 3.11 or newer; name one: make PYTHON=python3.12 …")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

clean:
	rm -rf $(VENV) output/*/ .mypy_cache .ruff_cache .pytest_cache .hypothesis
