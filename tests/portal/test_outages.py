"""While the database is away: a calm page at once, one look a second, back by itself when it is back."""

import time

import psycopg
import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import Client

from common.page_cache import listening, triggers
from portal import errors, health, outages


def away(error=None):
    """The error that Django raises from that of the driver."""
    raised = OperationalError("away")
    raised.__cause__ = error or psycopg.OperationalError("no server")
    return raised


@pytest.fixture(autouse=True)
def _no_outage_before(monkeypatch):
    monkeypatch.setattr(outages, "_look_at", None)


@pytest.fixture
def moment(monkeypatch):
    """Seconds, set by the test."""
    now = {"at": 1000.0}
    monkeypatch.setattr(outages, "_seconds", lambda: now["at"])
    return now


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (away(), True),
        (away(psycopg.errors.AdminShutdown()), True),
        (away(psycopg.errors.CannotConnectNow()), True),
        (away(psycopg.errors.TooManyConnections()), True),
        (away(psycopg.errors.DiskFull()), True),
        (InterfaceError("the connection is closed"), True),
        (away(psycopg.errors.DeadlockDetected()), False),
        (away(psycopg.errors.QueryCanceled()), False),
        (ValueError("x"), False),
        (None, False),
    ],
)
def test_what_says_that_the_database_is_away(error, expected):
    assert outages.is_outage(error) is expected


@pytest.fixture
def broken(db, monkeypatch):
    """Whether each query fails now."""
    state = {"away": True}

    def execute(run, sql, params, many, context):
        if state["away"]:
            raise away()
        return run(sql, params, many, context)

    monkeypatch.setattr(outages, "_answers", lambda: not state["away"])
    with connection.execute_wrapper(execute):
        yield state
        state["away"] = False


@pytest.fixture
def client(db):
    return Client(raise_request_exception=False)


def test_pages_are_calm_and_come_back_by_themselves(client, broken, moment):
    response = client.get("/events/")
    assert response.status_code == 503
    assert "ただいま表示できません" in response.text
    assert response["Retry-After"] == "10"
    assert "no-store" in response["Cache-Control"]
    assert client.get("/healthz").status_code == 200
    ready = client.get("/readyz")
    assert (ready.status_code, ready.text) == (503, "database: no answer\n")
    broken["away"] = False
    assert client.get("/events/").status_code == 503  # nobody looks within the same second
    moment["at"] += 1
    assert client.get("/events/").status_code == 200
    assert client.get("/readyz").status_code == 200


def test_one_request_a_second_looks(client, broken, moment, monkeypatch):
    client.get("/events/")
    moment["at"] += 1
    assert not outages.database_answers()  # this one looked
    broken["away"] = False
    assert not outages.database_answers()
    assert client.get("/terms/").status_code == 503


def test_who_looks_does_not_wait_for_the_pool(db, monkeypatch):
    assert outages._answers()
    monkeypatch.setitem(connection.settings_dict, "HOST", "/nowhere")
    started = time.monotonic()
    assert not outages._answers()
    assert time.monotonic() - started < outages.LOOK_SECONDS


def test_readyz_alone_notes_an_outage_too(client, broken):
    assert client.get("/readyz").text == "database: no answer\n"
    assert not outages.database_answers()


def test_a_fault_of_a_page_stays_a_fault(client, monkeypatch):
    def fault(*_):
        raise ValueError("x")

    monkeypatch.setattr("portal.site_search.views.search_texts", fault)
    assert client.get("/search/?q=堺市").status_code == 500
    assert outages.database_answers()


def test_the_page_needs_nothing(django_assert_num_queries, db):
    with django_assert_num_queries(0):
        assert errors.unavailable().content.decode().count("<h1") == 1


def test_readyz_names_a_worker_without_a_sign_of_life(client):
    def heartbeat(seconds):
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO procrastinate_workers (last_heartbeat)"
                " VALUES (now() - make_interval(secs => %s))",
                [seconds],
            )

    heartbeat(health.WORKER_SECONDS + 5)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert "worker: no sign of life for 65 seconds" in response.text
    heartbeat(5)  # another one lives
    assert client.get("/readyz").status_code == 200


def test_one_request_that_waited_too_long_for_a_full_pool_is_no_outage(client, broken, monkeypatch):
    monkeypatch.setattr(outages, "_answers", lambda: True)
    assert client.get("/events/").status_code == 503
    broken["away"] = False
    assert client.get("/events/").status_code == 200


@pytest.fixture
def end_listener(transactional_db, monkeypatch):
    """Ends the connection that listens for changes, as the server does when it stops."""
    monkeypatch.setattr(listening, "READ_EACH", 60)  # who asks for a page hears it
    if listening._listener:
        listening._stop(listening._listener)
    listening.listen()
    assert listening.changes_heard() is not None

    def end():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE application_name = %s AND datname = current_database()",
                [triggers.CHANNEL],
            )

    return end


def test_the_first_who_asks_after_the_end_of_the_server_does_not_wait(end_listener, monkeypatch, moment):
    monkeypatch.setattr(outages, "_answers", lambda: False)
    end_listener()
    client = Client()
    with connection.execute_wrapper(fail):
        assert client.get("/events/").status_code == 503
    monkeypatch.setattr(outages, "_answers", lambda: True)
    moment["at"] += 1
    assert client.get("/events/").status_code == 200
    assert client.get("/events/").status_code == 200
    assert listening.changes_heard() is not None


def fail(*args):
    raise AssertionError("While the database is away no page asks it.")


def test_one_connection_that_was_ended_is_no_outage(end_listener, client):
    end_listener()
    assert client.get("/events/").status_code == 200
    assert listening.changes_heard() is not None  # on a connection made anew
