# AutoWebIQ. `make` alone lists what can be made; PORT and DATA_DIR are read from the environment.
.DEFAULT_GOAL := help
.PHONY: help run stop test test-fast chaos bench lint sitecheck sitecheck-sample gallery texts clean venv venv-dev

PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3)
BIN := .venv/bin
PYTEST_ARGS ?=
SEED ?=
BUILDS ?= 50
MINUTES ?= 6
STACK = $(BIN)/python manage.py stack_exec --temporary --
# Every process that starts would compile our modules again; the tests start hundreds.
unexport PYTHONDONTWRITEBYTECODE
# Empty URLs: servers that are killed or filled must be our own, whatever the environment names.
OWN_SERVERS = env DATABASE_URL= REDIS_URL= MONGO_URL= $(STACK)

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-16s %s\n", $$1, $$2}' Makefile
	@echo
	@echo "PORT=8001        where the site is served"
	@echo "DATA_DIR=.data   where the embedded servers keep their data"
	@echo "SEED= BUILDS=50 MINUTES=6   of make chaos: what is done to whom, to how many builds, for how long"

run: venv ## start everything; ready at http://localhost:8001, Ctrl-C ends it
	@$(BIN)/python manage.py up

stop: ## end what `make run` started
	@test ! -x $(BIN)/python || $(BIN)/python manage.py down

test: venv-dev ## lint, type-check, check the import rule and run all tests
	@# Three groups side by side, each on servers of its own, fill two cores: some tests wait, others compute.
	@# One is shown as it runs, the others when they have ended; lint takes the room of the first that ends.
	@# PYTEST_ARGS is for `make test-fast`.
	@logs=$$(mktemp -d) && trap 'rm -rf "$$logs"' EXIT; \
	$(STACK) $(BIN)/python -m pytest -m "not (processes or browser)" >"$$logs/computing" 2>&1 & computing=$$!; \
	$(STACK) $(BIN)/python -m pytest -m "browser or chaos" >"$$logs/browser" 2>&1 & browser=$$!; \
	failed=0; \
	$(STACK) $(BIN)/python -m pytest -m "processes and not (browser or chaos)" || failed=1; \
	$(MAKE) --no-print-directory lint || failed=1; \
	for group in $$browser $$computing; do wait $$group || failed=1; done; \
	cat "$$logs/computing" "$$logs/browser"; \
	exit $$failed

test-fast: venv-dev ## run the tests only, or those of PYTEST_ARGS, against servers of their own
	@$(STACK) $(BIN)/python -m pytest $(PYTEST_ARGS)

chaos: venv-dev ## kill, freeze and restart everything while builds run, and prove that nothing is lost
	@$(OWN_SERVERS) $(BIN)/python -m tests.chaos.run --builds $(BUILDS) --minutes $(MINUTES) $(if $(SEED),--seed $(SEED))

bench: venv-dev ## measure the books, builds and live events, each beside a floor of the same run
	@for bench in ledger builds events; do \
	  echo "== $$bench"; $(OWN_SERVERS) $(BIN)/python bench/$$bench.py || exit 1; echo; \
	done

lint: venv-dev ## ruff, mypy and the import rule
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy .
	@$(BIN)/lint-imports

sitecheck: venv-dev ## measure the sites of all prompts, Lighthouse included (about an hour); SITECHECK=path
	@$(BIN)/python bench/sitecheck.py

sitecheck-sample: venv-dev ## measure a few sites without Lighthouse; a miss fails
	@$(BIN)/python bench/sitecheck.py --sample

gallery: venv-dev ## draw the pictures of docs/gallery again
	@$(BIN)/python bench/gallery.py

texts: venv-dev ## bring web/locale up to date with templates and Python; TAKE= names more .po files
	@$(BIN)/python manage.py update_texts $(if $(TAKE),--take $(TAKE))

clean: ## stop, then delete the virtual environment, the embedded data and every cache
	@test ! -x $(BIN)/python || $(BIN)/python manage.py down --delete-data
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage htmlcov staticfiles
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

venv: ## make .venv with what is needed to run
	@$(call install,requirements.txt,requirements.txt)

venv-dev: ## make .venv with what is needed to test, too
	@$(call install,requirements-dev.txt,requirements.txt requirements-dev.txt)

# $(1): what to install; $(2): the files whose checksum decides whether that is needed.
define install
sum=$$(cat $(2) | cksum) && stamp=.venv/.installed-$(1) && \
if [ "$$(cat $$stamp 2>/dev/null)" != "$$sum" ]; then \
  "$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
    || { echo "AutoWebIQ needs Python 3.11 or newer; set PYTHON, as in PYTHON=/usr/bin/python3.11 make run." >&2; exit 1; }; \
  test -x $(BIN)/pip || "$(PYTHON)" -m venv .venv; \
  test -x $(BIN)/pip && echo "Installing $(1) ..." && \
  $(BIN)/python -m pip install --quiet --disable-pip-version-check -r $(1) && echo "$$sum" > $$stamp; \
fi
endef
