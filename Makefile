# make report                  analyse data/sample and write reports/sample.html
# make report ARTICLES=path    the same for your own articles
# make test                    lint, format, types, tests
# make check-reports           render all notebooks and check them for every reader (build/pages)
# make lab                     open the notebooks in JupyterLab
# make readme                  write the README's outputs and picture and docs/reference.md again
# make lock [UPGRADE=1]        write both locks again; with UPGRADE=1, from the newest versions
# make test-newest             test with the newest versions that pyproject.toml allows
# make clean                   remove what was made here
#
# Python: the newest of 3.13, 3.12 and 3.11 that runs; make report PYTHON=/path/to/python3 takes yours.

ARTICLES ?= data/sample
PYTHON ?=
UPGRADE ?=
VENV := .venv
NEWEST := build/venv-newest
BIN := $(VENV)/bin
LOCKED := $(VENV)/.locked
READY := $(VENV)/.ready
TOOLS := $(VENV)/.tools

# A command that exists may still not run, so each is asked to start.
USABLE := import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
FIND_PYTHON = \
	found=; \
	for candidate in $(if $(PYTHON),"$(PYTHON)",python3.13 python3.12 python3.11 python3 python); do \
		if "$$candidate" -c "$(USABLE)" >/dev/null 2>&1; then found="$$candidate"; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo "$(if $(PYTHON),$(PYTHON) is not a working Python 3.11 to 3.13 with its venv module.,No working Python 3.11 to 3.13 with its venv module was found.) Install one (python.org; on Debian and Ubuntu also python3-venv), or name one: make report PYTHON=/path/to/python3" >&2; \
		exit 1; \
	fi

.PHONY: report test check-reports lab readme lock test-newest clean

report: $(READY)
	@$(BIN)/python -m analysis report "$(ARTICLES)"

test: $(TOOLS)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q -n auto --dist loadfile

# The check is itself tried on bad pages first. CHROMIUM=/path/to/one takes yours.
check-reports: $(TOOLS)
	@$(BIN)/python tests/accessibility/prepare.py
	$(BIN)/python -m pytest -q tests/test_check_reports.py
	@$(BIN)/python tests/accessibility/check_reports.py

lab: $(READY)
	$(BIN)/jupyter lab notebooks/report.ipynb

readme: $(TOOLS)
	$(BIN)/python docs/refresh_readme.py
	$(BIN)/python docs/refresh_reference.py

# The environment is built anew when the lock changes; nothing outside the lock is fetched. Modules
# are compiled when they are first imported, since most of what is installed never is.
INSTALL := -m pip install --quiet --disable-pip-version-check --no-compile
$(LOCKED): requirements.lock
	@$(FIND_PYTHON); \
	echo "Setting up $(VENV) with $$("$$found" --version). The first time this takes a few minutes." >&2; \
	rm -rf "$(VENV)" && "$$found" -m venv "$(VENV)"
	@$(BIN)/python $(INSTALL) --only-binary :all: --require-hashes -r requirements.lock
	@touch $@

# The package itself, in place: setuptools, which this needs, is in the lock.
$(READY): $(LOCKED) pyproject.toml
	@$(BIN)/python $(INSTALL) --no-index --no-deps --no-build-isolation --editable .
	@touch $@

# What it takes to work on the package, beside what it takes to work with it.
$(TOOLS): $(READY) requirements-dev.lock
	@$(BIN)/python $(INSTALL) --only-binary :all: --require-hashes -r requirements-dev.lock
	@touch $@

# The locks hold for Linux, macOS and Windows, and name no host.
PIN := pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --quiet \
	--custom-compile-command "make lock"
lock: $(TOOLS)
	$(BIN)/uv $(PIN) --extra dev $(if $(UPGRADE),--upgrade) -o requirements-dev.lock
	$(BIN)/uv $(PIN) --extra pdf --extra web-archives --constraint requirements-dev.lock \
		-o requirements.lock
	@if grep -nE '://|^--' requirements.lock requirements-dev.lock; then \
		echo "A lock names a host or an option; see the lines above." >&2; exit 1; fi

test-newest:
	@$(FIND_PYTHON); rm -rf "$(NEWEST)" && "$$found" -m venv "$(NEWEST)"
	$(NEWEST)/bin/python -m pip install --quiet --upgrade --editable ".[dev]"
	$(NEWEST)/bin/python -m pytest -q -n auto --dist loadfile

clean:
	rm -rf $(VENV) build dist reports *.egg-info tests/accessibility/node_modules
	rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find analysis tests docs -name __pycache__ -type d -prune -exec rm -rf {} +
