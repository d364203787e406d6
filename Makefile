# All paths are relative: make cannot hold a path with spaces.
PYTHON ?= python3
STAMPS := .stamps
PY := .venv/bin/python
NODE := sh stack/install/node.sh
INPUTS := sh stack/install/inputs.sh

.PHONY: help run test lint format bench chaos screenshots clean lock types doctor install build FORCE
.DEFAULT_GOAL := help

help: ## this list
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 12

run: $(STAMPS)/packages $(STAMPS)/site ## start everything on http://127.0.0.1:8000 (BACKTALK_PORT); Ctrl-C stops everything
	@exec $(PY) -m stack run

doctor: $(STAMPS)/packages ## say what is wrong with this installation
	@$(PY) -m stack doctor

install: $(STAMPS)/packages ## the Python packages only

build: $(STAMPS)/site ## the page only

test: $(STAMPS)/dev $(STAMPS)/site $(STAMPS)/aimock ## the whole test suite
	@$(NODE) frontend npm test --silent
	@$(PY) -m pytest

lint: $(STAMPS)/dev $(STAMPS)/node-modules ## every check that runs nothing of the project
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) -c 'import importlinter.cli as c; c.lint_imports_command()'
	sh stack/install/compose.sh
	$(NODE) frontend npm run --silent typecheck

format: $(STAMPS)/dev ## write Python as ruff wants it
	$(PY) -m ruff check --fix-only .
	$(PY) -m ruff format .

bench: $(STAMPS)/dev ## measure floors, usual recipes and this system side by side
	$(PY) -m bench

chaos: $(STAMPS)/dev ## kill everything at random under load and count what was lost (SEED, ANSWERS, KILLS; 20 to 50 minutes)
	$(PY) -m bench.chaos $(if $(SEED),--seed $(SEED)) $(if $(ANSWERS),--answers $(ANSWERS)) $(if $(KILLS),--kills $(KILLS))

screenshots: $(STAMPS)/dev $(STAMPS)/site ## take the pictures of the README anew, from a stack of their own
	@$(PY) -m tests.flow.screenshots

lock: $(STAMPS)/venv ## write both locks from pyproject.toml
	sh stack/install/lock.sh

types: $(STAMPS)/dev $(STAMPS)/node-modules ## write the frontend's types from the API's description
	$(PY) -m api.openapi > $(STAMPS)/openapi.json
	mv $(STAMPS)/openapi.json frontend/openapi.json
	$(NODE) frontend npm run --silent types

clean: ## remove what was installed and built; data/ stays
	rm -rf $(STAMPS) .venv frontend/node_modules frontend/tools/node_modules frontend/.next frontend/out
	rm -rf tests/doubles/aimock/node_modules
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(STAMPS)/venv: $(STAMPS)/venv.inputs
	@sh stack/install/venv.sh "$(PYTHON)"
	@touch $@

$(STAMPS)/packages: $(STAMPS)/packages.inputs $(STAMPS)/venv
	@sh stack/install/packages.sh requirements.lock
	@touch $@

$(STAMPS)/dev: $(STAMPS)/dev.inputs $(STAMPS)/packages
	@sh stack/install/packages.sh requirements-dev.lock
	@touch $@

$(STAMPS)/node-modules: $(STAMPS)/node-modules.inputs | $(STAMPS)/packages
	@echo "installing the page's packages"
	@$(NODE) frontend npm ci --silent --no-audit --no-fund
	@touch $@

$(STAMPS)/aimock: $(STAMPS)/aimock.inputs | $(STAMPS)/packages
	@$(NODE) tests/doubles/aimock npm ci --silent --no-audit --no-fund
	@touch $@

$(STAMPS)/site: $(STAMPS)/site.inputs $(STAMPS)/node-modules
	@echo "building the page"
	@$(NODE) frontend npm run --silent build > $(STAMPS)/site.log 2>&1 || { cat $(STAMPS)/site.log; exit 1; }
	@touch $@

$(STAMPS)/venv.inputs: FORCE
	@$(INPUTS) $@ stack/install/venv.sh
$(STAMPS)/packages.inputs: FORCE
	@$(INPUTS) $@ requirements.lock stack/install/packages.sh stack/install/importable.py
$(STAMPS)/dev.inputs: FORCE
	@$(INPUTS) $@ requirements-dev.lock
$(STAMPS)/node-modules.inputs: FORCE
	@$(INPUTS) $@ frontend/package.json frontend/package-lock.json
$(STAMPS)/aimock.inputs: FORCE
	@$(INPUTS) $@ tests/doubles/aimock/package.json tests/doubles/aimock/package-lock.json
# the page shows the files in which the hops are done
$(STAMPS)/site.inputs: FORCE
	@$(INPUTS) $@ frontend $$(sed -n 's|^ *[a-z]*: "\([a-z]*/.*\.py\)",$$|\1|p' frontend/lib/trace/sources.ts)
