# Every target sets up what it needs: a virtual environment in .venv that holds exactly what requirements.txt
# names, every file checked against its hash. It is made anew when the lock or pyproject.toml changes.

PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13 python3.14; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
READY := .venv/ready
PIP = $(BIN)/python -m pip --quiet --disable-pip-version-check
WORKERS ?= 2

.PHONY: test tools demo lint check fuzz bench format lock languages clean

test: $(READY) tools
	$(BIN)/pytest -n $(WORKERS) --dist worksteal $(ARGS)

# Some tests drive LibreOffice and a C compiler. Root on Debian gets them; elsewhere a test says what it misses.
tools:
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then bash .ci/system.sh; fi

demo: $(READY)
	$(BIN)/planward demo demo

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint test  # the examples of docs/ are among the tests

fuzz: $(READY)  # damaged files, for as long as asked: make fuzz ARGS="--seconds 1200 --seed 7"
	$(BIN)/python -m tests.fuzz $(ARGS)

bench: $(READY)
	$(BIN)/python -m benchmarks $(ARGS)

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: $(READY)
	bash .ci/lock.sh

languages: $(READY)
	$(BIN)/python .ci/languages.py

clean:
	rm -rf .venv demo build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

$(READY): requirements.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and was not found; name it: make PYTHON=…"; exit 1; }
	@echo "Setting up .venv (once; again only when requirements.txt or pyproject.toml changes)"
	@$(PYTHON) -m venv --clear .venv
	@$(PIP) install --require-hashes --requirement requirements.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@
