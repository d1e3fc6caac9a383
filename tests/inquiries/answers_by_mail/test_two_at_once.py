"""Two who press at the same moment: one answer, one refusal in words, nothing half done."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from common.refusals import ActionRefused, StaleVersion
from correspondence.closing.actions import close, withdraw
from inquiries.answers.actions import answer_inquiry
from inquiries.answers_by_mail.actions import write_by_mail
from members.sections.models import Section
from tests.inquiries.answers_by_mail.mailing import by_mail, mailed, opened, token_to
from tests.threads import in_threads

pytestmark = pytest.mark.django_db(transaction=True)
REFUSALS = (ActionRefused, StaleVersion, PermissionDenied)


@pytest.fixture
def asked(committed, inquiry, officer):
    return mailed(inquiry)


def at_once(*calls) -> list[str]:
    def tried(call):
        try:
            call()
        except REFUSALS:
            return "refused"
        return "done"

    return in_threads(*[lambda call=call: tried(call) for call in calls])


def none(mail_token):
    return write_by_mail(
        answer_inquiry, mail_token=mail_token, name="堺 文子", version=1, state="none", questions_version=1
    )


def test_two_mailboxes(committed, inquiry, sakai, officer):
    second = Section.objects.create(organization=sakai, name="広報課", mailbox="koho@sakai.example")
    mailed(inquiry)
    tokens = [token_to(address) for address in (officer.section.mailbox, second.mailbox)]
    assert sorted(at_once(*[lambda token=token: none(token) for token in tokens])) == ["done", "refused"]
    assert inquiry.steps.filter(kind="answered").count() == 1


def test_the_mail_and_the_login(asked, officer):
    token, answer = token_to(officer.section.mailbox), asked.answers.get()
    found = at_once(
        lambda: none(token), lambda: answer_inquiry(answer=answer, by=officer, version=1, state="none")
    )
    assert sorted(found) == ["done", "refused"]
    answer.refresh_from_db()
    assert (answer.answered_by is None) == (found[0] == "done")


@pytest.mark.parametrize("ends", ["closed", "withdrawn"])
def test_the_mail_and_the_end(asked, officer, ward_officer, ends):
    token = token_to(officer.section.mailbox)

    def end():
        if ends == "closed":
            close(item=asked, by=ward_officer, although_silent=True)
        else:
            withdraw(item=asked, by=ward_officer, reason="中止です")

    answered, ended = at_once(lambda: none(token), end)
    asked.refresh_from_db()
    assert (ended, asked.is_open) == ("done", False)
    assert asked.answers.get().is_owed == (answered == "refused")


def test_a_double_click_is_one_answer(asked, officer):
    clients = [Client(), Client()]
    (page,) = {opened(client, officer.section.mailbox) for client in clients}
    answer = asked.answers.get()
    data = by_mail(answer)
    responses = in_threads(*[lambda client=client: client.post(page, data) for client in clients])
    assert [response.status_code for response in responses] == [302, 302]
    assert answer.steps.filter(kind="answered").count() == 1
    assert asked.steps.count() == 2  # sent, and answered once
