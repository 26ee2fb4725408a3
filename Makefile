# make run: everything that is missing is installed and built, then the dashboard is on http://localhost:8501.
# make test: everything that tests need (also a browser), then all tests.

PYTHON ?= python3
PORT ?= 8501
BIN := .venv/bin

.PHONY: run build test check fix bench browser

run: build
	$(BIN)/python -m pages._port $(PORT)
	$(BIN)/streamlit run streamlit_app.py --server.port $(PORT)

build: .venv/installed
	$(BIN)/python -m dia_data build
	$(BIN)/python -m pages._assets

test: .venv/installed-dev browser
	$(BIN)/python -m pages._assets
	$(BIN)/pytest

check: .venv/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(MAKE) --no-print-directory test

fix: .venv/installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/installed-bench browser build
	$(BIN)/python -m tests.bench

browser: .venv/installed-dev
	$(BIN)/python -m tests.browser.install

.venv/installed: requirements.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 …")'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.txt
	touch $@

.venv/installed-dev: requirements-dev.txt .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements-dev.txt
	touch $@

.venv/installed-bench: tests/bench/requirements.txt .venv/installed-dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement tests/bench/requirements.txt
	touch $@
