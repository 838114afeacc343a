# make run: the app. make test: all checks. Both need only Python and make. make help lists the rest.
PYTHON ?= python3
PORT ?= 8501
HOST ?= 127.0.0.1
VENV := .venv
BIN := $(VENV)/bin
# Deno formats, lints, checks and tests the scripts; it comes as a package and asks for nothing outside.
DENO := DENO_NO_UPDATE_CHECK=1 $(BIN)/deno
SCRIPTS := geo/maps/scripts
# Scripts that know of no document, and whose types are strict.
STRICT := $(SCRIPTS)/rule $(SCRIPTS)/answer $(addprefix $(SCRIPTS)/,\
	cells/asked.js cells/changes.js cells/grid.js cells/line.js \
	state/register.js state/parts.js state/address.js time/player.js time/keys.js time/axis.js)
# Limit glibc's malloc arenas, so that memory that sessions free goes back to the system.
export MALLOC_ARENA_MAX ?= 2

.DEFAULT_GOAL := run
.PHONY: help run serve test quick lint types data-check pytest again engines lock bench load access faults screenshots audit clean

help: ## List what make can do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(VENV)/installed ## Serve the app on PORT (8501) and HOST (127.0.0.1)
	@$(BIN)/python tools/port_is_free.py $(HOST) $(PORT)
	@exec $(BIN)/python -m streamlit run dashboard.py --server.port $(PORT) --server.address $(HOST)

serve: $(VENV)/installed ## Serve one copy for each core behind nginx, at https://localhost:8443
	@$(BIN)/python tools/find_nginx.py > $(VENV)/nginx
	@NGINX_PROGRAM="$$(cat $(VENV)/nginx)" exec $(BIN)/python -m tools.serve

test: lint types data-check pytest ## Run all checks and tests, in a browser too

quick: lint types ## Check what needs no browser and no server, in under half a minute
	$(DENO) test --quiet --no-check --allow-read tests/scripts
	HYPOTHESIS_PROFILE=quick $(BIN)/python -m pytest -q -n 2 -m "not browser and not server and not slow"

lint: $(VENV)/installed-dev ## Check formatting and style
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(DENO) fmt --check --quiet
	$(DENO) lint --quiet

types: $(VENV)/installed-dev ## Check types
	$(BIN)/mypy
	$(DENO) check --quiet $(SCRIPTS) tests/scripts
	$(DENO) check --quiet --config deno.strict.json $(STRICT)

data-check: $(VENV)/installed-dev ## Check the data and what is made from them
	$(BIN)/python -m geo validate
	$(BIN)/python -m tools.describe_data --check
	$(BIN)/python -m tools.list_licences --check

pytest: $(VENV)/installed-dev ## Run the tests
	@$(BIN)/python -m tools.find_chromium > $(VENV)/chromium
	@$(BIN)/python -m tools.find_nginx > $(VENV)/nginx
	$(DENO) test --quiet --no-check --allow-read tests/scripts
	CHROMIUM="$$(cat $(VENV)/chromium)" NGINX_PROGRAM="$$(cat $(VENV)/nginx)" $(BIN)/python -m pytest -n 2 --dist loadfile

again: lint types data-check ## Run what failed last once more, one test at a time
	$(DENO) test --quiet --no-check --allow-read tests/scripts
	CHROMIUM="$$(cat $(VENV)/chromium)" NGINX_PROGRAM="$$(cat $(VENV)/nginx)" $(BIN)/python -m pytest -n 0 -v --last-failed --last-failed-no-failures none

engines: $(VENV)/installed-engines ## Ask tables on DuckDB, SQLite, a PostgreSQL and a Spark, and compare the answers
	@$(BIN)/python -m tools.engines

bench: $(VENV)/installed-dev ## Measure speed, beside others in the same run
	@$(BIN)/python -m tools.find_chromium > $(VENV)/chromium
	@$(BIN)/python -m tools.find_nginx > $(VENV)/nginx
	CHROMIUM="$$(cat $(VENV)/chromium)" $(BIN)/python -m benchmarks.run
	CHROMIUM="$$(cat $(VENV)/chromium)" NGINX_PROGRAM="$$(cat $(VENV)/nginx)" $(BIN)/python -m benchmarks.site

load: $(VENV)/installed-dev ## Measure many readers at once
	$(BIN)/python -m benchmarks.load

access: $(VENV)/installed-dev ## Count accessibility findings
	@$(BIN)/python -m tools.find_chromium > $(VENV)/chromium
	CHROMIUM="$$(cat $(VENV)/chromium)" $(BIN)/python -m benchmarks.access

faults: $(VENV)/installed-dev ## Show what happens when things break
	@$(BIN)/python -m tools.find_chromium > $(VENV)/chromium
	@$(BIN)/python -m tools.find_nginx > $(VENV)/nginx
	CHROMIUM="$$(cat $(VENV)/chromium)" NGINX_PROGRAM="$$(cat $(VENV)/nginx)" $(BIN)/python -m benchmarks.faults

screenshots: $(VENV)/installed-dev ## Take the pictures of the README
	@$(BIN)/python -m tools.find_chromium > $(VENV)/chromium
	CHROMIUM="$$(cat $(VENV)/chromium)" $(BIN)/python -m tools.take_screenshots

$(VENV)/installed: requirements.txt
	@$(PYTHON) tools/check_python.py
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

$(VENV)/installed-engines: $(VENV)/installed-dev requirements-engines.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-engines.txt
	@touch $@

audit: $(VENV)/installed-dev ## Check installed packages against public security advisories (needs the network)
	$(BIN)/pip-audit --requirement requirements.txt --no-deps --disable-pip

lock: $(VENV)/installed-dev ## Pin the requirements again from the short lists
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-emit-index-url --no-emit-find-links --no-annotate requirements.in -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-emit-index-url --no-emit-find-links --no-annotate requirements-dev.in -o requirements-dev.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-emit-index-url --no-emit-find-links --no-annotate requirements-engines.in -o requirements-engines.txt

clean: ## Remove everything that make has made
	rm -rf $(VENV) build test-results
