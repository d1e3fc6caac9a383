"""A process hears of every committed change to what public pages show, whoever makes it."""

import time
import uuid

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection, transaction
from psycopg import sql

from common.page_cache import listening, triggers
from members.metrics.models import Metric

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def other():
    """Another process's connection to the same database."""
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as other:
        yield other


def stop():
    if listening._listener:
        listening._stop(listening._listener)


@pytest.fixture(autouse=True)
def listener():
    stop()  # what another test began, which may have been told meanwhile that everything changed
    listening.listen()
    assert listening.changes_heard() is not None
    yield
    stop()


def add(**fields):
    return Metric.objects.create(name="members", as_of="2026-03-30", source="試験", value=1, **fields)


def hears(change):
    """Whether the change is heard; what was on its way before is heard first."""
    before = settled()
    change()
    return soon(lambda: listening.changes_heard() != before)


def settled():
    """The number after a marker of ours has arrived, behind all that was told before."""
    before = listening.changes_heard()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [triggers.CHANNEL, uuid.uuid4().hex])
    assert soon(lambda: listening.changes_heard() != before)
    return listening.changes_heard()


def soon(holds):
    """Within five seconds: PostgreSQL tells of a commit some milliseconds after it."""
    return any(holds() or time.sleep(0.01) for _ in range(500))


def test_every_watched_table_tells_of_itself_alone(other):
    tables = triggers.watched_tables()
    for table in sorted(tables):
        before = settled()
        other.execute(sql.SQL("DELETE FROM {} WHERE false").format(sql.Identifier(table)))
        assert soon(lambda table=table, before=before: not unchanged({table}, before)), table
        assert unchanged(tables - {table}, before), table


def unchanged(tables, since):
    assert listening.changes_heard() is not None
    return listening.is_unchanged(tables, since)


def test_what_is_told_is_taken_while_nobody_visits(other, monkeypatch):
    """More than a socket holds: else the server waits for us, for ever, and keeps for all what it tells."""
    monkeypatch.setattr(listening, "_last", told := {})
    monkeypatch.setattr(listening, "READ_EACH", 0.01)
    other.execute(
        "SELECT pg_notify(%s, number || repeat('x', 7000)) FROM generate_series(1, 1000) number",
        [triggers.CHANNEL],
    )
    assert soon(lambda: len(told) == 1000)


def test_every_kind_of_write_is_heard_from_another_process(other):
    metric = add()
    assert hears(lambda: other.execute("UPDATE members_metric SET value = 2"))
    assert hears(lambda: other.execute("DELETE FROM members_metric"))
    assert hears(lambda: other.execute("TRUNCATE members_metric"))
    columns = [field.column for field in Metric._meta.concrete_fields]
    row = [str(getattr(metric, column)) for column in columns]

    def copy():
        with other.cursor().copy(f"COPY members_metric ({', '.join(columns)}) FROM STDIN") as out:
            out.write_row(row)

    assert hears(copy)
    assert Metric.objects.count() == 1


def test_own_writes_past_every_action_are_heard():
    add()
    assert hears(lambda: Metric.objects.update(value=3))
    assert hears(lambda: Metric.objects.bulk_create([Metric(name="members", as_of="2025-03-30", value=1)]))
    assert hears(lambda: Metric.objects.all().delete())


def test_what_is_rolled_back_is_not_heard():
    before = settled()
    with transaction.atomic():
        add()
        assert listening.changes_heard() is None  # what is read here may never be committed
        transaction.set_rollback(True)
    assert settled() == before + 1  # the marker alone


@pytest.fixture
def losses(monkeypatch):
    """A line for each time that a loss was told."""
    told = []
    monkeypatch.setattr(listening, "_told_of_loss", [lambda: told.append("lost")])
    return told


def end_listener(other):
    other.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
        "WHERE application_name = %s AND datname = current_database()",
        [triggers.CHANNEL],
    )


def test_a_lost_connection_is_noticed_at_once_and_told_once(other, losses):
    assert listening.changes_heard() is not None
    before = listening.changes_heard()
    end_listener(other)
    assert listening.changes_heard() is None
    assert soon(lambda: losses)
    listening.listen()
    assert not unchanged(set(), before)  # what was changed meanwhile is unknown
    assert losses == ["lost"]


def test_a_lost_connection_is_told_while_nobody_visits(other, losses, monkeypatch):
    monkeypatch.setattr(listening, "READ_EACH", 0.01)
    end_listener(other)
    assert soon(lambda: losses)


def test_a_restore_makes_every_process_begin_anew(losses):
    triggers.announce_all()
    assert soon(lambda: listening.changes_heard() is None)
    assert not losses  # we ended it ourselves


def test_without_a_trigger_nobody_listens_until_migrate_makes_it(other):
    listening._stop(listening._listener)
    other.execute("DROP TRIGGER page_change ON members_metric")
    assert triggers.are_triggers_missing()
    listening.listen()
    assert listening.changes_heard() is None
    call_command("migrate", verbosity=0)
    assert not triggers.are_triggers_missing()
    listening.listen()
    assert listening.changes_heard() is not None


def test_where_no_connection_is_to_be_had_nothing_breaks(monkeypatch):
    listening._stop(listening._listener)
    monkeypatch.setattr(listening, "_NOTICED_SOON", {"port": "1", "connect_timeout": 2})
    listening.listen()
    assert listening.changes_heard() is None
