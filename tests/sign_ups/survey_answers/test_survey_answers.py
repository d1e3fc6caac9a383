"""One person answers once, by the link of a mail or at the open address, and nothing says who it was."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from common.refusals import ActionRefused
from sign_ups.survey_answers.actions import answer_survey
from sign_ups.surveys.actions import close_survey
from sign_ups.surveys.codes import read_ticket, shown, ticket_for
from sign_ups.surveys.models import SurveyAnswer, SurveyValue, UsedTicket
from tests.sign_ups.conftest import QUESTIONS, group, open_survey_of, sent_mailing, survey_of
from tests.threads import in_threads
from tests.worker import write_mails

pytestmark = pytest.mark.django_db


@pytest.fixture
def slot(make_slot):
    return make_slot()


@pytest.fixture
def survey(slot, officer):
    return open_survey_of(slot, officer)


def page_of(code):
    return reverse("survey_answers:survey-answer", args=[code])


def typed(survey, **by_label):
    keys = {question.label: question.key for question in survey.questions.current()}
    return {keys[label]: value for label, value in ({"満足度": "満足"} | by_label).items()}


def test_by_the_link_of_a_mail_once(slot, survey, officer):
    made = group(slot, "甲")
    sent_mailing(slot, officer, text="{アンケート}")
    write_mails()
    ticket = ticket_for(survey.code, made.pk)
    body = OutgoingMail.objects.get(purpose="sign_ups.mailing_sent").body
    assert page_of(ticket) in body
    assert shown(ticket) in body
    client = Client()
    form = client.get(page_of(ticket)).context["form"]
    sent = typed(survey, 感想="よかった") | {"idempotency_key": str(form["idempotency_key"].value())}
    thanks = client.post(page_of(ticket), sent)
    assert "回答を受け付けました" in client.get(thanks.url).text
    assert ticket not in thanks.url
    assert client.post(page_of(ticket), sent).url == thanks.url  # a double click
    assert "すでに回答をいただいています" in client.get(page_of(ticket)).text
    assert "すでに回答をいただいています" in client.post(page_of(ticket), typed(survey)).text
    assert SurveyAnswer.objects.get().way == "mail"


def test_nothing_that_is_kept_leads_from_an_answer_to_a_person(slot, survey):
    made = group(slot, "甲")
    entries = AuditEntry.objects.count()
    ticket = read_ticket(ticket_for(survey.code, made.pk))[1]
    question = survey.questions.get(label="感想")
    answer_survey(survey=survey, ticket=ticket, values={question: "よかった"})
    assert AuditEntry.objects.count() == entries
    columns = {field.name: type(field).__name__ for field in SurveyAnswer._meta.concrete_fields}
    assert columns == {
        "id": "UUIDField",
        "survey": "ForeignKey",
        "way": "CharField",
        "answered_on": "DateField",
    }
    assert {field.name for field in UsedTicket._meta.concrete_fields} == {"key", "survey"}
    related = {
        field.related_model
        for model in (SurveyAnswer, SurveyValue, UsedTicket)
        for field in model._meta.fields
    }
    assert type(made) not in related
    with connection.cursor() as cursor:
        cursor.execute("SELECT a::text || v::text FROM sign_ups_surveyanswer a, sign_ups_surveyvalue v")
        [(row,)] = cursor.fetchall()
    for told in (ticket, made.code, made.email, made.name):
        assert told not in row
    assert SurveyAnswer.objects.get().id.version == 4  # drawn: tells neither the order nor the time


def test_the_open_address_is_open_where_it_was_chosen(survey):
    assert "メールの案内からだけ" in Client().get(page_of(survey.code)).text
    type(survey).objects.update(takes_open=True)
    for _ in range(2):
        assert Client().post(page_of(survey.code), typed(survey)).status_code == 302
    assert set(SurveyAnswer.objects.values_list("way", flat=True)) == {"open"}
    assert SurveyAnswer.objects.count() == 2


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"満足度": ""}, "満足度"),
        ({"満足度": "すばらしい"}, "選択肢の中から"),
        ({"知ったきっかけ": ["テレビ"]}, "選択肢の中から"),
        ({"感想": "あ" * 1_000_000}, "2,000文字"),
        ({"感想": "\0"}, "含まれています"),
    ],
)
def test_an_answer_that_cannot_be_kept_is_refused(survey, more, words):
    type(survey).objects.update(takes_open=True)
    response = Client().post(page_of(survey.code), typed(survey, **more))
    assert (response.status_code, words in response.text) == (400, True)
    assert not SurveyAnswer.objects.exists()


def test_nothing_answered_is_no_answer(slot, officer):
    survey = open_survey_of(slot, officer, takes_open=True, questions=QUESTIONS[1:])
    response = Client().post(page_of(survey.code), {})
    assert (response.status_code, "1つ以上の質問に答えてください。" in response.text) == (400, True)


def test_after_the_last_day_or_the_end_nobody_answers(survey, officer, time_machine):
    ticket = ticket_for(survey.code, 1)
    last = datetime.datetime.combine(survey.closes_on, datetime.time(14, 59), tzinfo=datetime.UTC)
    time_machine.move_to(last)
    assert "回答を提出する" in Client().get(page_of(ticket)).text
    time_machine.move_to(last + datetime.timedelta(minutes=2))
    assert "受付は終わりました" in Client().post(page_of(ticket), typed(survey)).text
    time_machine.move_to(last)
    close_survey(survey=survey, by=officer)
    with pytest.raises(ActionRefused, match="受付は終わりました"):
        answer_survey(survey=survey, ticket="", values={})


def test_a_number_is_typed_by_hand_however_it_is_written(survey):
    enter, ticket = reverse("survey_answers:survey-enter"), ticket_for(survey.code, 7)
    wide = shown(ticket).translate({ord(sign): ord(sign) + 0xFEE0 for sign in ticket}).replace("-", "－")
    assert Client().post(enter, {"code": wide}).url == page_of(ticket)
    assert Client().post(enter, {"code": ticket.lower()}).url == page_of(ticket)


@pytest.mark.parametrize("number", ["", "ABC", "A" * 20, "あ", "0" * 90])
def test_a_wrong_number_is_refused_and_thirty_close_the_door(survey, number):
    client, enter = Client(), reverse("survey_answers:survey-enter")
    wrong = ticket_for(survey.code, 7)[:-1] + ("2" if ticket_for(survey.code, 7)[-1] != "2" else "3")
    assert client.get(page_of(wrong)).status_code == 404
    assert client.post(enter, {"code": number}).status_code == 400
    for _ in range(30):
        client.get(page_of(wrong))
    assert client.get(page_of(survey.code)).status_code == 429
    assert client.post(enter, {"code": survey.code}).status_code == 429


def test_one_that_is_not_open_yet_is_not_found(slot, officer):
    draft = survey_of(slot, officer, takes_open=True)
    assert Client().get(page_of(draft.code)).status_code == 404
    thanks = reverse("survey_answers:survey-thanks", args=[draft.code])
    assert Client().get(thanks).status_code == 404


def test_each_number_is_another_and_the_same_each_time(survey):
    numbers = [ticket_for(survey.code, at) for at in range(1000)]
    assert len(set(numbers)) == 1000
    assert numbers[:5] == [ticket_for(survey.code, at) for at in range(5)]
    assert {read_ticket(number)[0] for number in numbers} == {survey.code}


def test_a_link_is_used_once_whatever_comes(survey):
    UsedTicket.objects.create(pk="A", survey=survey)
    with pytest.raises(IntegrityError), transaction.atomic():
        UsedTicket.objects.create(pk="A", survey=survey)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_at_once_by_one_link_are_one_answer(survey):
    question = survey.questions.get(label="感想")

    def one():
        try:
            answer_survey(survey=survey, ticket="A", values={question: "よかった"})
        except ActionRefused:
            return "refused"
        return "kept"

    assert sorted(in_threads(one, one)) == ["kept", "refused"]
    assert SurveyAnswer.objects.count() == 1
