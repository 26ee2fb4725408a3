# make run: everything that is missing is installed and built, then the dashboard is on http://localhost:8501.
# make test: everything that tests need (also a browser), then all tests; make test WHAT=kpis those of that name alone.

SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8501
BIN := .venv/bin
# Where documents and databases are, as the program has it.
DATA := $(or $(DIA_DATA),data)
PREPARED := .cache/static/prepared.txt
# Which icons the pages name decides what the icon font holds.
PAGES := $(wildcard pages/*.py pages/_server/*.py pages/ui/*.py pages/ui/*/*.py)
DOCUMENTS := $(wildcard $(DATA)/documents/*/* $(DATA)/corrections.toml dia_data/*.py dia_data/documents/*.py dia_data/storage/*.py dia_data/schema/*.sql dia_data/schema/readings/*.sql dia_data/checks/*.py)

# Which tests are run: the folders and files of tests that are called so; "tools" are those of the repository itself.
PART := $(foreach word,$(WHAT),$(if $(filter tools,$(word)),$(wildcard tests/test_*.py),\
	$(wildcard tests/$(word) tests/*/$(word) tests/test_$(word).py tests/*/test_$(word).py tests/*/*/test_$(word).py)))

.PHONY: run build test check fix bench browser

run: build
	@if (exec 3<>/dev/tcp/localhost/$(PORT)) 2>/dev/null; then \
		echo "Port $(PORT) is in use: stop what runs there, or choose another port: make run PORT=8502"; exit 1; fi
	$(BIN)/streamlit run streamlit_app.py --server.port $(PORT)

build: $(DATA)/dia.duckdb $(PREPARED)

$(DATA)/dia.duckdb: .venv/installed $(DOCUMENTS)
	$(BIN)/python -m dia_data build
	@touch -c $@

$(PREPARED): .venv/installed $(PAGES)
	$(BIN)/python -m pages._server.assets
	@touch $@

test: .venv/installed-dev $(if $(filter-out tests/dia_data% tests/test_%,$(or $(PART),tests)),$(PREPARED)) \
		$(if $(filter tests tests/browser%,$(or $(PART),tests)),browser)
	@if [ -n "$(WHAT)" ] && [ -z "$(strip $(PART))" ]; then echo "No tests are called $(WHAT)."; exit 1; fi
	$(BIN)/pytest --numprocesses=auto --dist=loadfile --no-loadscope-reorder $(PART)

check: .venv/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(MAKE) --no-print-directory test

fix: .venv/installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/installed-bench browser build
	$(BIN)/python -m tests.bench $(WHAT)

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
