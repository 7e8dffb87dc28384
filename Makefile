# make report                  analyse data/sample and write reports/sample.html
# make report ARTICLES=path    the same for your own articles
# make test                    lint, format, types, tests
# make lab                     open the notebooks in JupyterLab
# make readme                  write the README's outputs and picture and docs/reference.md again
# make lock [UPGRADE=1]        write requirements.lock again; with UPGRADE=1, from the newest versions
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

.PHONY: report test lab readme lock test-newest clean

report: $(READY)
	@$(BIN)/python -m analysis report "$(ARTICLES)"

test: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q

lab: $(READY)
	$(BIN)/jupyter lab notebooks/report.ipynb

readme: $(READY)
	$(BIN)/python docs/refresh_readme.py
	$(BIN)/python docs/refresh_reference.py

# The environment is built anew when the lock changes; nothing outside the lock is fetched.
$(LOCKED): requirements.lock
	@$(FIND_PYTHON); \
	echo "Setting up $(VENV) with $$("$$found" --version). The first time this takes a few minutes." >&2; \
	rm -rf "$(VENV)" && "$$found" -m venv "$(VENV)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: \
		--require-hashes -r requirements.lock
	@touch $@

# The package itself, in place: setuptools, which this needs, is in the lock.
$(READY): $(LOCKED) pyproject.toml
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-index --no-deps \
		--no-build-isolation --editable .
	@touch $@

# The lock holds for Linux, macOS and Windows, and names no host.
lock: $(READY)
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
		--generate-hashes --quiet \
		$(if $(UPGRADE),--upgrade) --custom-compile-command "make lock" -o requirements.lock
	@if grep -nE '://|^--' requirements.lock; then \
		echo "requirements.lock names a host or an option; see the lines above." >&2; exit 1; fi

test-newest:
	@$(FIND_PYTHON); rm -rf "$(NEWEST)" && "$$found" -m venv "$(NEWEST)"
	$(NEWEST)/bin/python -m pip install --quiet --upgrade --editable ".[dev]"
	$(NEWEST)/bin/python -m pytest -q

clean:
	rm -rf $(VENV) build dist reports *.egg-info
	rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find analysis tests docs -name __pycache__ -type d -prune -exec rm -rf {} +
