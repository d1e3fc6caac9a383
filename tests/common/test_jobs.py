"""A job and the rows it is about are written together, in a request and in the worker alike."""

import pytest
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from office import jobs, postroom
from office.models import Mail

LETTER = {"to": "kikaku@city.example", "subject": "件名", "body": "本文", "purpose": "test"}


class Undone(Exception):
    pass


def post_and_undo():
    with transaction.atomic():
        postroom.post(key="a", **LETTER)
        postroom.post_many([postroom.Letter(key="b", **LETTER)])
        assert ProcrastinateJob.objects.count() == 2
        raise Undone


@pytest.mark.django_db(transaction=True)
def test_job_goes_with_its_transaction_in_a_request():
    ProcrastinateJob.objects.all()._raw_delete("default")
    with pytest.raises(Undone):
        post_and_undo()
    assert not ProcrastinateJob.objects.exists()
    assert not Mail.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_job_goes_with_its_transaction_in_the_worker():
    ProcrastinateJob.objects.all()._raw_delete("default")
    with app.replace_connector(app.connector.get_worker_connector()), pytest.raises(Undone):
        post_and_undo()
    assert not ProcrastinateJob.objects.exists()


def test_job_keeps_the_queue_of_its_task(db):
    jobs.defer(postroom.TASK, mail_id=0)
    assert ProcrastinateJob.objects.latest("id").queue_name == "mail"
    jobs.defer_many(postroom.TASK, [])
    with pytest.raises(KeyError):
        jobs.defer("no.such_task")
