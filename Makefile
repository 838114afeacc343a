# make run: the app. make test: everything that must hold. Both need only Python and make.
PYTHON ?= python3
PORT ?= 8501
HOST ?= 127.0.0.1
VENV := .venv
BIN := $(VENV)/bin
# Fewer pools of memory for the threads of sessions: what these free is given back (glibc's malloc).
export MALLOC_ARENA_MAX ?= 2

.DEFAULT_GOAL := run
.PHONY: run test lint types data-check pytest lock bench load access faults screenshots audit clean

run: $(VENV)/installed
	@$(BIN)/python tools/port_is_free.py $(HOST) $(PORT)
	@exec $(BIN)/python -m streamlit run dashboard.py --server.port $(PORT) --server.address $(HOST)

test: lint types data-check pytest

lint: $(VENV)/installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/python tools/format_assets.py --check

types: $(VENV)/installed-dev
	$(BIN)/mypy

data-check: $(VENV)/installed-dev
	$(BIN)/python -m geo validate
	$(BIN)/python tools/describe_data.py --check
	$(BIN)/python tools/list_licences.py --check

pytest: $(VENV)/installed-dev
	@$(BIN)/python tools/find_chromium.py > $(VENV)/chromium
	@$(BIN)/python tools/find_nginx.py > $(VENV)/nginx
	CHROMIUM="$$(cat $(VENV)/chromium)" NGINX="$$(cat $(VENV)/nginx)" $(BIN)/python -m pytest

bench: $(VENV)/installed-dev
	@$(BIN)/python tools/find_chromium.py > $(VENV)/chromium
	CHROMIUM="$$(cat $(VENV)/chromium)" $(BIN)/python -m benchmarks.run

load: $(VENV)/installed-dev
	$(BIN)/python -m benchmarks.load

access: $(VENV)/installed-dev
	@$(BIN)/python tools/find_chromium.py > $(VENV)/chromium
	CHROMIUM="$$(cat $(VENV)/chromium)" $(BIN)/python -m benchmarks.access

faults: $(VENV)/installed-dev
	@$(BIN)/python tools/find_chromium.py > $(VENV)/chromium
	@$(BIN)/python tools/find_nginx.py > $(VENV)/nginx
	CHROMIUM="$$(cat $(VENV)/chromium)" NGINX="$$(cat $(VENV)/nginx)" $(BIN)/python -m benchmarks.faults

screenshots: $(VENV)/installed-dev
	@$(BIN)/python tools/find_chromium.py > $(VENV)/chromium
	CHROMIUM="$$(cat $(VENV)/chromium)" $(BIN)/python tools/take_screenshots.py

$(VENV)/installed: requirements.txt
	@$(PYTHON) tools/check_python.py
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

# Ask the public advisories about what is installed to run the app; needs the network.
audit: $(VENV)/installed-dev
	$(BIN)/pip-audit --requirement requirements.txt --no-deps --disable-pip

# Pin requirements again from the short lists.
lock: $(VENV)/installed-dev
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-emit-index-url --no-emit-find-links --no-annotate requirements.in -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-emit-index-url --no-emit-find-links --no-annotate requirements-dev.in -o requirements-dev.txt

clean:
	rm -rf $(VENV) build test-results
