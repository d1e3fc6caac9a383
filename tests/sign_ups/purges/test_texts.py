"""With the names go texts written to many and free answers; how mails ended and what was chosen stay."""

import pytest

from common.outbox.models import OutgoingMail
from sign_ups.joining.actions import cancel_sign_up
from sign_ups.mailings.actions import forget_mailings
from sign_ups.mailings.models import Mailing
from sign_ups.mailings.queries import counts_of
from sign_ups.surveys.codes import read_ticket, ticket_for
from sign_ups.surveys.models import SurveyAnswer, SurveyValue, UsedTicket
from sign_ups.surveys.queries import results_of
from tests.sign_ups.conftest import answer, draft_of, join, open_survey_of, sent_mailing
from tests.sign_ups.purges.test_purges import PLANTED, places_of, purge
from tests.worker import write_mails

pytestmark = pytest.mark.django_db


@pytest.fixture
def written(make_slot, officer):
    """All five in a sign-up, in mails to many (sent, failed, a draft) and in answers."""
    slot = make_slot(capacity=9)
    made = join(slot, *PLANTED[:2], email=f"{PLANTED[2]}@example.jp")
    type(made).objects.update(telephone=PLANTED[3], remark=PLANTED[4])
    other = join(slot, "別の人", email="other@example.jp")
    survey = open_survey_of(slot, officer)
    text = f"{PLANTED[0]}様（{PLANTED[3]}）が{PLANTED[4]}そうです。{{アンケート}}"
    mailing = sent_mailing(slot, officer, subject=f"{PLANTED[1]}様の件", text=text)
    draft_of(slot, officer, subject=PLANTED[0], text=f"{PLANTED[2]} {PLANTED[3]}")
    write_mails()
    mails = OutgoingMail.objects.filter(purpose="sign_ups.mailing_sent")
    mails.filter(about_id=made.pk).update(state="failed", last_error=f"550 {PLANTED[2]}")
    mails.filter(about_id=other.pk).update(state="sent", sent_at=mailing.sent_at)
    for at in range(5):
        ticket = read_ticket(ticket_for(survey.code, at))[1]
        answer(survey, ticket=ticket, 満足度="満足", 感想=f"{PLANTED[4]}{at} {PLANTED[1]}")
    return slot, mailing, survey


def test_no_text_column_holds_what_was_planted_in_mails_and_answers(written):
    slot, *_ = written
    before = places_of(PLANTED)
    texts = {"mailing.subject", "mailing.text", "surveyvalue.text"}
    assert {f"sign_ups_{column}" for column in texts} | {"common_outgoingmail.body"} <= before
    assert "common_auditentry.object_name" not in before
    assert purge(slot)
    assert places_of(PLANTED) == set()


def test_how_the_mails_ended_and_what_was_chosen_stay(written):
    slot, mailing, survey = written
    before = counts_of(mailing), SurveyAnswer.objects.count(), SurveyValue.objects.count()
    assert before == ({"sent": 1, "failed": 1}, 5, 10)
    purge(slot)
    now = counts_of(mailing), SurveyAnswer.objects.count(), SurveyValue.objects.count()
    assert now[1:] == before[1:]
    assert now[0] == {"sent": 1, "failed": 1}
    [satisfied, _, text] = results_of(survey)
    assert (satisfied.figures.shares[0].count, list(text.texts)) == (5, [])
    survey.refresh_from_db()
    assert survey.is_over
    assert not UsedTicket.objects.exists()


def test_the_pages_say_so(written, officer, browser):
    slot, mailing, _ = written
    purge(slot)
    desk = browser(officer)
    assert "削除しました" in desk.get(mailing.get_absolute_url()).text
    assert "メールを作成する" not in desk.get(f"{slot.get_absolute_url()}mails/").text
    draft = Mailing.objects.get(sent_at=None)
    page = desk.get(draft.get_absolute_url()).text
    assert "個人情報を削除したため、メールは送れません" in page
    assert "件のメールを送信する" not in page
    assert desk.get(f"{slot.get_absolute_url()}survey/").status_code == 200


def test_those_of_another_slot_keep_their_mail(make_slot, officer):
    slot, other = make_slot(capacity=9), make_slot(title="午後の部", capacity=9)
    join(slot, "甲", email="a@example.jp")
    later = join(other, "乙", email="b@example.jp")
    mailing = sent_mailing(slot, officer, all_slots=True)
    write_mails()
    forget_mailings(slot)
    outcomes = dict(mailing.recipients.values_list("sign_up__slot", "outcome"))
    assert outcomes == {slot.pk: "queued", other.pk: ""}
    cancel_sign_up(sign_up=later)
    assert Mailing.objects.get(pk=mailing.pk).text == ""
