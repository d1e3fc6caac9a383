import logging

import pytest
from django.conf import settings
from django.db import connection
from django.test import RequestFactory, override_settings
from django.urls import resolve

from common import jobs
from portal import health
from portal.middleware import loggable_path


def queue_job(seconds_ago, *, due_in=None, kind=jobs.EARLIER):
    """A job deferred so long ago; `due_in` seconds from now where it was put off."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, priority, scheduled_at)"
            " VALUES (%s, 'x', %s, now() + make_interval(secs => %s)) RETURNING id",
            [kind.queue, kind.priority, due_in],
        )
        job = cursor.fetchone()[0]
        cursor.execute(
            "UPDATE procrastinate_events SET at = now() - make_interval(secs => %s) WHERE job_id = %s",
            [seconds_ago, job],
        )


def test_healthz_asks_no_database(visitor, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        response = visitor.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response.headers["Cache-Control"]
    assert not response.cookies


def test_readyz_is_ready(visitor, db):
    response = visitor.get("/readyz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert not response.cookies


@override_settings(SECURE_SSL_REDIRECT=True, ALLOWED_HOSTS=["portal.example"])
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probes_by_bare_address_and_http_are_answered(visitor, db, path):
    assert visitor.get(path, headers={"host": "10.0.0.7"}).status_code == 200
    assert visitor.get("/", headers={"host": "10.0.0.7"}).status_code == 400


def test_readyz_names_a_queue_nobody_works_on(visitor, db):
    queue_job(seconds_ago=1740)
    assert visitor.get("/readyz").status_code == 200
    queue_job(seconds_ago=1860)
    response = visitor.get("/readyz")
    assert response.status_code == 503
    assert b"queue: the oldest job has waited 1860 seconds" in response.content


@pytest.mark.parametrize("kind", jobs.KINDS, ids=lambda kind: kind.name)
def test_readyz_judges_each_kind_of_job_by_its_own_patience(visitor, db, kind):
    for other in jobs.KINDS:
        queue_job(seconds_ago=other.patience - 60, kind=other)
    assert visitor.get("/readyz").status_code == 200
    queue_job(seconds_ago=99, kind=kind)  # younger than the one before
    queue_job(seconds_ago=0, due_in=-kind.patience - 60, kind=kind)
    response = visitor.get("/readyz")
    assert response.status_code == 503
    assert f"has waited {kind.patience + 60} seconds ({kind.name})" in response.text


def test_readyz_counts_from_the_time_a_job_is_due(visitor, db):
    queue_job(seconds_ago=99_999, due_in=3600)
    queue_job(seconds_ago=99_999, due_in=-60)
    assert visitor.get("/readyz").status_code == 200
    queue_job(seconds_ago=99_999, due_in=-3600)
    assert visitor.get("/readyz").status_code == 503


def test_readyz_names_missing_migrations_until_they_are_applied(visitor, db, monkeypatch):
    monkeypatch.setattr(health, "_migrated", set())
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
    response = visitor.get("/readyz")
    assert (response.status_code, response.content) == (503, b"migrations: 1 not applied\n")
    assert health._migrated == set()


def test_readyz_says_that_the_database_does_not_answer_and_nothing_more(visitor, db, monkeypatch):
    def secret(*_):
        with connection.cursor() as cursor:
            cursor.execute("SELECT secret FROM nowhere")

    monkeypatch.setattr(health, "_unapplied", secret)
    response = visitor.get("/readyz")
    assert (response.status_code, response.content) == (503, b"database: no answer\n")


def test_readyz_names_a_disk_without_room(visitor, db, monkeypatch):
    room = health.shutil.disk_usage("/")._replace(free=(health.DISK_MB - 1) * health.MB)
    monkeypatch.setattr(health.shutil, "disk_usage", lambda folder: room)
    response = visitor.get("/readyz")
    assert response.status_code == 503
    assert f"disk: 199 MB free in {settings.VAR}" in response.text
    assert visitor.get("/healthz").status_code == 200


def test_each_request_is_one_line_with_its_number(visitor, db, caplog):
    with caplog.at_level(logging.INFO, logger="portal.request"):
        response = visitor.get("/?q=secret", headers={"X-Request-ID": "from-proxy-1234"})
    (line,) = [record.getMessage() for record in caplog.records if record.name == "portal.request"]
    assert response["X-Request-ID"] == "from-proxy-1234"
    assert "method='GET' path='/' status=200" in line
    assert "id='from-proxy-1234'" in line
    assert "secret" not in line


def test_the_line_names_the_person_by_number(browser, officer, caplog):
    with caplog.at_level(logging.INFO, logger="portal.request"):
        browser(officer).get("/mypage/")
    assert f"user={officer.pk} " in caplog.text
    assert officer.email not in caplog.text


def test_a_forged_request_number_is_replaced(visitor, db):
    response = visitor.get("/", headers={"X-Request-ID": "x y\tz=1 user=7"})
    assert len(response["X-Request-ID"]) == 16


def test_a_line_break_in_the_path_stays_in_its_line(visitor, db, caplog):
    with caplog.at_level(logging.INFO, logger="portal.request"):
        visitor.get("/x%0aINFO forged")
    lines = [record.getMessage() for record in caplog.records if record.name == "portal.request"]
    assert len(lines) == 1
    assert "\n" not in lines[0]


def test_keys_of_links_are_cut_in_the_log():
    path = "/members/proof/0123456789abcdef0123456789abcdef/"
    request = RequestFactory().get(path)
    request.resolver_match = resolve(path)
    assert loggable_path(request) == "/members/proof/012345…/"
