# make run · make test · make browse · make soak · make check · make rooms · make demo · make release · make advisories FILE=…; each prepares what it needs (make setup).
.PHONY: run test browse soak check rooms demo release advisories setup lock
PYTHON ?= python3
ifneq ($(origin PYTHON),file)
CHOSEN = chosen
endif
unexport PYTHONDONTWRITEBYTECODE
export PIP_DISABLE_PIP_VERSION_CHECK = 1

run: setup
	@.venv/bin/python -m deployments.cli up $(ARGS)

demo: setup
	@.venv/bin/python -m deployments.cli demo $(ARGS)

# Four at once also on two cores: a quarter of it is waiting. What takes long begins first, in the order of tests/conftest.py.
# In short: of what is proven often, every kind (tests/scenarios/each_kind.py); all of it in make soak.
test: setup
	@$(PYTHON) deployments/environment.py browser && browser= || browser='not browser'; \
	if [ -n "$$browser" ] && [ "$${CI:-}" = true ]; then exit 1; fi; \
	TRYEZA_SHORT=1 .venv/bin/python -m pytest -n 4 --dist loadgroup --no-loadscope-reorder -m "$$browser" $(ARGS)

# Every page before axe-core, in three languages, two widths, light and dark; every form filled wrongly and every page read in every scene; crowds of forty: some minutes.
browse: AT_LENGTH = $(shell grep -lE '\b(AT_LENGTH|CROWD)\b' tests/portal/test_*.py)
browse: setup
	@$(PYTHON) deployments/environment.py browser
	TRYEZA_BROWSE=1 .venv/bin/python -m pytest $(AT_LENGTH) $(ARGS)

# The long forms: every timeline, any order of acts at length, kills by the hundred, what else is proven a second time,
# and the law broken line by line; about half an hour.
soak: setup
	TRYEZA_LIVES=100 TRYEZA_FAULT_ROUNDS=200 .venv/bin/python -m pytest -n 2 --dist loadgroup tests/scenarios tests/editions tests/notifications/test_kills.py
	.venv/bin/python -m pytest -n 2 --dist loadgroup -m long
	.venv/bin/python -m tests.mutants

check: setup
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy .
	.venv/bin/lint-imports

# Who imports whom, by room and by module.
rooms: setup
	@.venv/bin/python -m tests.architecture.rooms

# The last commit as an archive, what it is made of (CycloneDX), and the sums of both, in dist/.
release: setup
	@.venv/bin/python -m deployments.release

# Which locked parts a file of advisories speaks of, and how old it is: docs/operations.md.
advisories: setup
	@.venv/bin/python -m deployments.advisories '$(FILE)'

setup:
	@$(PYTHON) deployments/environment.py setup $(CHOSEN)

# For whoever changes a dependency: what is locked stays, unless ARGS say `--upgrade` or `--upgrade-package NAME`.
lock:
	.venv/bin/uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
	  --no-header --no-annotate --extra dev --quiet --output-file requirements.lock $(ARGS) pyproject.toml
