"""Every button pressed twice at the same moment: one deed, no error page, and no word of nothing done."""

import uuid

import pytest
from django.db.models import Max

from common import japanese_calendar
from common.audit_log.models import AuditEntry
from correspondence.delegation.models import key_of
from inquiries.answers.actions import propose_answer
from inquiries.inquiries.models import Inquiry
from tests.inquiries.answers.answering import typed as typed_answer
from tests.inquiries.answers.answering import typed_none
from tests.inquiries.asking import NEW, as_posted, posted_questions, url
from tests.inquiries.asking import typed as typed_inquiry
from tests.threads import in_threads

pytestmark = pytest.mark.django_db(transaction=True)
TOKEN = {"idempotency_key": str(uuid.UUID(int=7))}
# the second one finds what it would do done, or changed: it is shown that, nothing is lost
SAID = {"due": (400,), "return": (400, 409), "discard": (302, 404)}
DEEDS = [
    "new", "template", "send", "discard", "copy", "make_template", "add", "close", "withdraw", "due",
    "remind", "questions", "answer", "draft", "none", "delegate", "return", "propose",
]  # fmt: skip


@pytest.fixture
def press(
    make_inquiry_draft,
    make_inquiry,
    ward_officer,
    secretariat,
    officer,
    colleague,
    sakai,
    kushiro,
    due,
    request,
):
    """(who, address, what is posted) of a deed, on something that it can be done with."""

    def made(deed):
        if deed == "new":
            return ward_officer, NEW, typed_inquiry(due, ward_officer.section) | TOKEN
        if deed == "template":
            return secretariat, "/inquiries/templates/new/", typed_inquiry(due, secretariat.section) | TOKEN
        if deed in ("send", "discard"):
            draft = make_inquiry_draft(ward_officer, [sakai])
            return ward_officer, url(draft, deed), {"version": "1"}
        if deed == "make_template":
            return secretariat, url(make_inquiry_draft(secretariat, [sakai]), "make-template"), TOKEN
        inquiry = make_inquiry(ward_officer, [sakai], needs_representative=deed in ("return", "propose"))
        answer = inquiry.answers.get()
        if deed == "return":
            propose_answer(answer=answer, by=colleague, version=1, state="none")
            return officer, url(inquiry, "answer/return"), {"return-note": "直してください。"}
        questions = posted_questions(*[row | {"label": "別の質問"} for row in as_posted(inquiry)])
        later = japanese_calendar.add_working_days(due, 3).isoformat()
        given = {name: value for name, value in typed_answer(answer).items() if name != "answer"}
        return {
            "copy": (ward_officer, url(inquiry, "copy"), TOKEN),
            "add": (ward_officer, url(inquiry, "add"), TOKEN | {"organizations": kushiro.full_name}),
            "remind": (ward_officer, url(inquiry, "remind"), TOKEN | {"whom": "all"}),
            "close": (ward_officer, url(inquiry, "close"), {"although_silent": "on"}),
            "withdraw": (ward_officer, url(inquiry, "withdraw"), {"reason": "中止です。"}),
            "due": (ward_officer, url(inquiry, "due"), {"due-version": "1", "due-answer_due": later}),
            "questions": (ward_officer, url(inquiry, "questions"), questions),
            "answer": (officer, url(inquiry, "answer"), given | {"answer": "1"}),
            "draft": (officer, url(inquiry, "answer"), given | {"save_draft": "1"}),
            "propose": (colleague, url(inquiry, "answer"), given | {"propose": "1"}),
            "none": (officer, url(inquiry, "answer/none"), typed_none(answer)),
            "delegate": (officer, url(inquiry, "answer/delegate"), {"delegate-assignee": key_of(colleague)}),
        }[deed]

    return made


@pytest.mark.parametrize("deed", DEEDS)
def test_two_presses_are_one_deed(deed, press, browser):
    who, address, data = press(deed)
    clients = [browser(who), browser(who)]
    before = AuditEntry.objects.aggregate(last=Max("pk"))["last"] or 0
    inquiries = Inquiry.objects.count()
    answers = in_threads(*(lambda client=client: client.post(address, data) for client in clients))
    first, second = sorted(answer.status_code for answer in answers)
    assert first == 302
    assert second in SAID.get(deed, (302,))
    assert AuditEntry.objects.filter(pk__gt=before).count() == 1
    grown = {"new": 1, "template": 1, "copy": 1, "make_template": 1, "discard": -1}.get(deed, 0)
    assert Inquiry.objects.count() == inquiries + grown
    for client, answer in zip(clients, answers, strict=True):
        if answer.status_code == 302:
            page = client.get(answer.url, follow=True).content.decode()
            assert "0団体に" not in page


def test_a_template_may_be_thrown_away_while_it_is_copied(
    make_inquiry_draft, browser, secretariat, ward_officer
):
    for _ in range(4):
        template = make_inquiry_draft(secretariat)
        Inquiry.objects.filter(pk=template.pk).update(is_template=True)
        copy, discard = url(template, "copy"), url(template, "discard")
        jobs = [
            (browser(ward_officer), copy, {"idempotency_key": str(uuid.uuid4())}),
            (browser(secretariat), discard, {}),
        ]
        answers = in_threads(*(lambda c=c, to=to, data=data: c.post(to, data) for c, to, data in jobs))
        assert {answer.status_code for answer in answers} <= {302, 404}
        assert not Inquiry.objects.filter(pk=template.pk).exists()
