"""A job and the rows it is about are written together, in a request and in the worker alike."""

import pytest
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from common import jobs
from common.outbox import models
from common.outbox.actions import MailMessage, send_mails
from common.outbox.models import OutgoingMail
from tests.mails import send_mail

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
    jobs.defer(models.DELIVER_TASK, mail_id=0)
    assert ProcrastinateJob.objects.latest("id").queue_name == "mail"
    jobs.defer_many(models.DELIVER_TASK, [])
    with pytest.raises(KeyError):
        jobs.defer("no.such_task")
