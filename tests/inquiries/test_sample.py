"""The sample inquiries: every state is there, once, and nobody gets a mail."""

import pytest

from common.outbox.models import OutgoingMail
from fixtures.sample import inquiries
from inquiries.answers.models import AnswerValue, InquiryAnswer
from inquiries.inquiries.models import Inquiry
from inquiries.questions.models import Question

pytestmark = pytest.mark.django_db


@pytest.fixture
def _twenty_members(make_organization, make_user, koto, minato, sakai, kushiro, secretariat_body):
    for number in range(1, 19):
        make_organization(f"見本{number}市", code=f"{number:02}2001", prefecture="北海道")
    people = {"ward": koto, "ward2": minato, "officer": sakai, "colleague": sakai, "stranger": kushiro}
    for name, organization in {**people, "secretariat": secretariat_body}.items():
        make_user(f"{name}@demo.example", organization)


@pytest.mark.usefixtures("_twenty_members")
def test_samples_are_whole_marked_and_written_once():
    assert inquiries.load() == 10
    assert inquiries.load() == 0
    assert all(inquiry.title.startswith("【見本】") for inquiry in Inquiry.objects.all())
    states = set(Inquiry.objects.values_list("state", "is_template"))
    assert states == {(state, False) for state in Inquiry.State.values} | {("draft", True)}
    opened = Inquiry.objects.filter(state="open").earliest("pk")
    assert opened.answers.count() == 20
    assert set(opened.answers.values_list("state", flat=True)) == set(InquiryAnswer.State.values)
    assert set(opened.questions.values_list("kind", flat=True)) == set(Question.Kind.values)
    assert set(AnswerValue.objects.values_list("question__kind", flat=True)) == set(Question.Kind.values)
    assert not OutgoingMail.objects.exists()


@pytest.mark.usefixtures("_twenty_members")
def test_samples_show_the_states_that_take_longest():
    inquiries.load()
    of_sakai = InquiryAnswer.objects.filter(organization__local_government__code="271403")
    assert of_sakai.filter(proposed_at__isnull=False).count() == 1
    assert of_sakai.filter(steps__kind="returned", state="read").count() == 1
    assert of_sakai.late().filter(delegated_to__isnull=False).count() == 1
    assert [answer.is_of_earlier_questions for answer in of_sakai.given().order_by("pk")] == [True, False]
    assert set(Inquiry.objects.values_list("results_shown", flat=True)) == set(Inquiry.Shown.values)
