"""`manage.py bench` as `make bench` starts it, with little content: real processes, databases of its own."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from bench.content.databases import Databases
from tests import clock, processes, template_database

SIZES = {"organizations": 20, "users": 40, "topics": 24, "replies": 360, "inquiries": 2, "pamphlets": 10}


@pytest.fixture
def databases(db):
    """Databases of the bench, of which the full one is migrated and empty."""
    databases = Databases(f"test_bench_{os.getpid()}", SIZES)
    template = template_database.ensure()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{databases.full}"')
        cursor.execute(f'CREATE DATABASE "{databases.full}" TEMPLATE "{template}"')
    clock.shift_database(databases.full)
    yield databases
    with connection._nodb_cursor() as cursor:
        for name in (databases.full, databases.tenth, databases.tenfold, databases.writing):
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.mark.slow
def test_it_fills_measures_and_judges(databases, tmp_path):
    told = processes.environment(tmp_path, databases.full, WEB_CONCURRENCY="1")
    told["DJANGO_SETTINGS_MODULE"] = "tests.bench.run_settings"
    sizes = [f"--{name}={number}" for name, number in SIZES.items()]
    only = "--only=board front, ORM front, growth, posting, burst"
    done = subprocess.run(
        [sys.executable, "manage.py", "bench", *sizes, only, "--seconds=0.05"],
        cwd=settings.BASE_DIR,
        env=told,
        capture_output=True,
        text=True,
    )
    said = done.stdout
    assert "| board front" in said, done.stderr
    assert "board front, beside the plain ORM: " in said
    assert "growth from the full content to ten times: topic, 20 posts: " in said
    assert "posting, eight members: " in said
    assert " replies told and mailed: " in said
    last = said.splitlines()[-1]
    assert last.endswith(" failed")
    assert done.returncode == (0 if last.endswith(", 0 failed") else 1)
