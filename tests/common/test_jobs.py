"""A job and the rows it is about are written together, in a request and in the worker alike."""

import psycopg
import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from common import jobs
from common.outbox import mails, models
from common.outbox.actions import MailMessage, send_mails
from common.outbox.models import OutgoingMail
from common.search import actions
from tests.mails import send_mail
from tests.worker import run_worker

MAIL = {"to": "kikaku@city.example", "subject": "件名", "body": "本文", "purpose": "test"}


class Undone(Exception):
    pass


def post_and_undo():
    with transaction.atomic():
        send_mail(key="a", **MAIL)
        send_mails([MailMessage(key="b", **MAIL)])
        assert ProcrastinateJob.objects.count() == 2
        raise Undone


@pytest.mark.django_db(transaction=True)
def test_job_goes_with_its_transaction_in_a_request():
    ProcrastinateJob.objects.all()._raw_delete("default")
    with pytest.raises(Undone):
        post_and_undo()
    assert not ProcrastinateJob.objects.exists()
    assert not OutgoingMail.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_job_goes_with_its_transaction_in_the_worker():
    ProcrastinateJob.objects.all()._raw_delete("default")
    with app.replace_connector(app.connector.get_worker_connector()), pytest.raises(Undone):
        post_and_undo()
    assert not ProcrastinateJob.objects.exists()


def test_job_keeps_the_queue_of_its_task(db):
    jobs.defer(models.DELIVER_TASK, mail_ids=[0])
    assert ProcrastinateJob.objects.latest("id").queue_name == "mail"
    jobs.defer_many(models.DELIVER_TASK, [])
    with pytest.raises(KeyError):
        jobs.defer("no.such_task")


# --- kinds -----------------------------------------------------------------------------------------------


def our_tasks():
    return [
        task for name, task in app.tasks.items() if task.queue != "builtin" and not name.startswith("test.")
    ]


def test_every_task_is_of_a_kind_and_every_kind_has_a_worker():
    kinds = {(kind.queue, kind.priority) for kind in jobs.KINDS}
    assert len(our_tasks()) > 10
    assert {(task.queue, task.priority) for task in our_tasks()} <= kinds
    served = [queue for queues, _ in jobs.WORKERS for queue in queues]
    assert len(served) == len(set(served))
    assert {kind.queue for kind in jobs.KINDS} <= set(served)


def test_what_goes_first():
    order = [jobs.CLOCK, jobs.AWAITED_MAIL, jobs.MAIL, jobs.TELLING, jobs.INDEX, jobs.PICTURES]
    priorities = [kind.priority for kind in order]
    assert priorities == sorted(priorities, reverse=True)
    assert len({kind.priority for kind in jobs.KINDS}) == len(jobs.KINDS)
    priority = {task.name: task.priority for task in our_tasks()}
    assert {priority["common.tick"], priority["common.run_clock_job"]} == {jobs.CLOCK.priority}


def test_mail_has_slots_of_its_own():
    (mail,) = [queues for queues, slots in jobs.WORKERS if "mail" in queues and slots > 1]
    assert mail == ("mail",)


# --- one that waits for all ------------------------------------------------------------------------------

INDEX = "common.search.tasks.refresh_text"


def index_jobs():
    return list(
        ProcrastinateJob.objects.filter(task_name=INDEX).order_by("id").values_list("status", "args__pk")
    )


def defer_locked(*pks):
    lock = "index:{model}:{pk}".format
    return jobs.defer_many(INDEX, [{"model": "board.topic", "pk": pk} for pk in pks], lock=lock)


def fetch() -> int | None:
    """What a worker takes next, in a transaction of its own."""
    with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": None}) as own:
        queues = [["index"]]
        return own.execute("SELECT (procrastinate_fetch_job_v2(%s, NULL)).id", queues).fetchone()[0]


def test_of_jobs_with_one_lock_one_waits(db):
    assert defer_locked(1, 2, 1) == 2
    assert defer_locked(2, 3) == 1
    assert index_jobs() == [("todo", 1), ("todo", 2), ("todo", 3)]


def test_one_that_is_being_done_does_not_count(db):
    defer_locked(1)
    ProcrastinateJob.objects.filter(task_name=INDEX)._raw_delete("default")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status, queueing_lock)"
            " VALUES ('index', %s, 'doing', 'index:board.topic:1')",
            [INDEX],
        )
    assert defer_locked(1) == 1


@pytest.mark.django_db(transaction=True)
def test_the_one_that_waits_is_held_until_the_rows_of_all_are_there():
    """Taken earlier it would look before they are committed, and nobody would look again."""
    ProcrastinateJob.objects.all()._raw_delete("default")
    defer_locked(1)
    with transaction.atomic():
        defer_locked(1)
        assert fetch() is None
    assert fetch() is not None


@pytest.mark.django_db(transaction=True)
def test_one_that_fails_is_tried_again_beside_one_that_waits(monkeypatch):
    ProcrastinateJob.objects.all()._raw_delete("default")
    seen = []

    def refresh(model, pk):
        seen.append(pk)
        if len(seen) == 1:
            defer_locked(pk)
            raise ValueError("for once")

    monkeypatch.setattr(actions, "refresh_index_by_key", refresh)
    defer_locked(1)
    run_worker()
    assert sorted(index_jobs()) in ([("todo", 1)], [("todo", 1), ("todo", 1)])  # the next may be done already
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now()")
    run_worker()
    assert (seen, index_jobs()) == ([1, 1, 1], [])


def defer_and_fail():
    with jobs.gathered():
        defer_locked(2)
        jobs.defer("no.such_task")


def test_jobs_of_several_tasks_are_queued_with_one_statement(db, django_assert_num_queries):
    ProcrastinateJob.objects.all()._raw_delete("default")
    with django_assert_num_queries(1), jobs.gathered():
        defer_locked(3, 1)
        defer_locked(3)
        jobs.defer(mails.WRITE_TASK, mail="x", pk=7, facts={})
    assert sorted(index_jobs()) == [("todo", 1), ("todo", 3)]
    job = ProcrastinateJob.objects.get(task_name=mails.WRITE_TASK)
    task = app.tasks[mails.WRITE_TASK]
    assert (job.queue_name, job.priority, job.args["pk"]) == (task.queue, task.priority, 7)
    with django_assert_num_queries(0), pytest.raises(KeyError):
        defer_and_fail()
    with django_assert_num_queries(1):
        defer_locked(2)
