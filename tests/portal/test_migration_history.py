"""A database that other migrations made is refused with a way out, not with a trace."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from portal import migration_history
from portal.management.commands.serve import Command

WAY_OUT = "make stop, remove var/, make run"


def execute(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def prepare():
    Command(stdout=io.StringIO()).prepare(static=False, sample=False)


def migrate():
    call_command("migrate", verbosity=0, interactive=False)


@pytest.fixture(params=[prepare, migrate], ids=["make run", "migrate"])
def start(request, db):
    return request.param


def test_migrations_that_are_missing_below_an_applied_one(start):
    """As before 0.2.0: `members.0001_initial` is there, the `common.0001_initial` it now stands on is not."""
    execute("DELETE FROM django_migrations WHERE app = 'common'")
    with pytest.raises(CommandError, match=WAY_OUT):
        start()


def test_migrations_that_are_no_more_there(start):
    execute(
        "INSERT INTO django_migrations (app, name, applied) VALUES ('board', '0003_name_of_its_time', now())"
    )
    with pytest.raises(CommandError, match=f"board.0003_name_of_its_time is applied.*{WAY_OUT}"):
        start()


def test_migrations_of_the_same_name_that_did_something_else(start):
    remembered = {**migration_history._remembered(), "news.0001_initial": "another"}
    execute(f"COMMENT ON TABLE django_migrations IS '{json.dumps(remembered)}'")
    with pytest.raises(CommandError, match=f"news.0001_initial was applied, and does something.*{WAY_OUT}"):
        start()


@pytest.mark.usefixtures("no_cast")
@pytest.mark.django_db
def test_a_database_of_this_program_is_taken_and_remembered():
    migrate()
    assert "news.0001_initial" in migration_history._remembered()
    migration_history.refuse_other_history()


@pytest.mark.django_db
def test_migrations_of_other_programs_are_their_own_business():
    execute("INSERT INTO django_migrations (app, name, applied) VALUES ('sites', '0009_gone', now())")
    migration_history.refuse_other_history()
