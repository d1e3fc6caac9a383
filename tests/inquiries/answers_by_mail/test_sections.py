"""Which section a mail with a link is for: one that shares its mailbox, was renamed, or goes on writing."""

import pytest

from common.outbox.models import OutgoingMail
from correspondence.answers.actions import Respondent
from inquiries.answers.actions import draft_answer, propose_answer, return_answer
from members.sections.models import Section
from tests.worker import mailed_to, write_mails

pytestmark = pytest.mark.django_db
SHARED = "shared@region.example"


@pytest.fixture
def asked(make_inquiry, ward_officer, officer, stranger, minato_officer, sakai, kushiro, minato):
    """江東区 asks 港区 and two cities whose sections read one mailbox."""
    Section.objects.filter(organization__in=[sakai, kushiro]).update(mailbox=SHARED)
    return make_inquiry(ward_officer, [sakai, kushiro, minato])


def numbers(mails):
    return {mail.body.split("受付番号")[1].split()[0] for mail in mails if "受付番号" in mail.body}


def test_two_organisations_that_share_a_mailbox_have_a_link_each(asked, sakai, kushiro, minato):
    write_mails()
    mails = OutgoingMail.objects.filter(to=SHARED)
    assert len(numbers(mails)) == len(mails) == 2
    for body in (sakai, kushiro):
        assert [body.full_name in mail.body for mail in mails].count(True) == 1
    assert OutgoingMail.objects.filter(to=minato.sections.get().mailbox).count() == 1


def test_one_that_has_answered_does_not_stop_the_mail_of_the_other(asked, give_answer, stranger, sakai):
    give_answer(asked, stranger, state="none")
    write_mails("inquiries.inquiry_sent")
    (mail,) = OutgoingMail.objects.filter(to=SHARED)
    assert (mail.state, len(numbers([mail]))) == ("queued", 1)


def test_people_have_one_mail_without_a_link(asked, officer, stranger):
    write_mails()
    for person in (officer, stranger):
        assert "受付番号" not in OutgoingMail.objects.get(to=person.email).body


@pytest.fixture
def sections(sakai):
    """堺市's two sections as those who answer from their mailboxes."""
    names = (("観光課", "kanko@city.example"), ("防災課", "bosai@city.example"))
    made = [Section.objects.create(organization=sakai, name=name, mailbox=box) for name, box in names]
    return [Respondent(section, f"{section.name}の人") for section in made]


def test_a_draft_goes_back_to_the_section_that_proposed_it(confirmed, officer, sections):
    answer, (first, other) = confirmed.answers.get(), sections
    answer = propose_answer(answer=answer, respondent=first, version=1, state="none")
    values = dict.fromkeys(confirmed.questions.current())
    draft_answer(answer=answer, respondent=other, version=answer.version, values=values)
    return_answer(answer=answer, by=officer, note="数も書いてください。")
    write_mails("inquiries.answer_returned")
    assert mailed_to("inquiries.answer_returned") == {first.section.mailbox}
    assert "受付番号" in OutgoingMail.objects.get(purpose="inquiries.answer_returned").body


def test_a_renamed_section_is_the_same_one(answer, sections):
    """All saves of one section in a row are one line of the history."""
    values = dict.fromkeys(answer.inquiry.questions.current())
    saved = draft_answer(answer=answer, respondent=sections[0], version=1, values=values)
    Section.objects.filter(pk=sections[0].section.pk).update(name="観光振興課")
    again = Respondent(Section.objects.get(pk=sections[0].section.pk), sections[0].name)
    draft_answer(answer=answer, respondent=again, version=saved.version, values=values)
    assert answer.steps.filter(kind="drafted").count() == 1
