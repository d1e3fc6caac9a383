# The first two are all a newcomer needs: make run, make test. PORT=8001 make run changes the port.

VENV ?= .venv
PYTHON_OF_VENV = $(VENV)/bin/python
MANAGE = $(PYTHON_OF_VENV) manage.py
export VENV

.DEFAULT_GOAL := help
.PHONY: help run dev test test-fast test-dates test-postgres15 check fix bench drill-faults guide-pictures page-pictures stop lock environment environment-dev

help:
	@sed -n 's/^\([a-z0-9-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile

environment:
	@scripts/environment requirements.txt

environment-dev:
	@scripts/environment requirements-dev.txt

run: environment ## serve http://127.0.0.1:8000 as in production, with real facts and sample content
	@$(MANAGE) serve

dev: environment ## the same data with Django's runserver: auto-reload and debug
	@DJANGO_DEBUG=1 $(MANAGE) serve --reload

test: check ## lint, import contract, migration check and all tests on a throw-away database
	$(PYTHON_OF_VENV) -m pytest -n auto -m "not e2e"
	$(PYTHON_OF_VENV) -m pytest -n auto -m e2e # separately: playwright keeps an event loop, where a worker's would not run

test-fast: environment-dev ## the tests without a browser, and without those that start interpreters or storms
	$(PYTHON_OF_VENV) -m pytest -n auto -m "not e2e and not slow"

# the turn of the year, the morning of a fiscal year (the day before in UTC), a leap day (likewise), a Sunday of a long holiday
DATES = 2026-12-31T16:00+09:00 2027-04-01T08:40+09:00 2028-02-29T00:10+09:00 2027-05-02T12:00+09:00

test-dates: environment-dev ## the tests without a browser, as if it were each of four awkward days
	@failed=; for now in $(DATES); do echo "As if it were $$now"; \
		TEST_NOW=$$now $(PYTHON_OF_VENV) -m pytest -n auto -m "not e2e" || failed="$$failed $$now"; \
	done; [ -z "$$failed" ] || { echo "Failed:$$failed"; exit 1; }

# versions and figures of the past, merges, printed numbers, triggers, search and backup: what could differ between servers
ON_POSTGRES15 ?= tests/common/append_only tests/common/search tests/common/page_cache tests/disaster/register \
	tests/disaster/figures tests/disaster/printed_figures tests/portal/site_search tests/portal/test_backup.py

test-postgres15: environment-dev ## these tests on Debian's PostgreSQL 15, the oldest supported; ON_POSTGRES15=tests for all
	@scripts/test-on-postgres15 -n auto -m "not e2e" $(ON_POSTGRES15)

check: environment-dev ## lint and format only
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/djade --check --target-version 5.2 $$(find templates -name '*.html')
	$(VENV)/bin/lint-imports
	$(MANAGE) check --fail-level WARNING
	$(MANAGE) makemigrations --check --dry-run
	$(PYTHON_OF_VENV) scripts/lint_migrations.py

fix: environment-dev ## mend what can be mended
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .
	$(VENV)/bin/djade --target-version 5.2 $$(find templates -name '*.html')

bench: environment ## fill databases with bulk content, measure pages, posting and the queue beside a floor, and judge them
	@PORTAL_DATABASE_NAME=portal_bench DJANGO_SETTINGS_MODULE=bench.settings $(MANAGE) bench $(BENCH)

drill-faults: environment ## rehearse: PostgreSQL stops for six seconds, worker and web server are killed, while people write
	@PORTAL_DATABASE_NAME=portal_drill $(MANAGE) drill_faults

guide-pictures: environment-dev ## make the pictures of the guide anew from the real screens; PICTURES="mypage desk" only these
	@$(PYTHON_OF_VENV) scripts/guide_pictures.py $(PICTURES)

page-pictures: environment-dev ## make docs/images anew from a running site with sample content (SITE=http://127.0.0.1:8000)
	@$(PYTHON_OF_VENV) scripts/page_pictures.py

stop: ## stop the embedded PostgreSQL
	@$(PYTHON_OF_VENV) -m portal.postgres stop var/postgres

lock: environment-dev ## compile the locks from pyproject.toml
	$(COMPILE) --extra embedded --extra pdf pyproject.toml -o requirements.txt
	$(COMPILE) --extra embedded --extra pdf --group dev -c requirements.txt pyproject.toml -o requirements-dev.txt
	$(COMPILE) --extra embedded --extra pdf --extra s3 -c requirements.txt pyproject.toml -o requirements-s3.txt

COMPILE = $(VENV)/bin/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11
