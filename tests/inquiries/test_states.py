"""Every write × every state of an inquiry and of its answer: what gets through, for whom.

`refusals_….py` say who may at all; here the most that anybody may, state by state. A line names what gets
through for the asking officer, then for the asked representative and the asked officer; everything else that
is posted, with good values, leaves no trace. Nobody else can do anything that they can.
"""

import uuid

import pytest
from django.urls import reverse

from common import japanese_calendar
from correspondence.answers.actions import mark_read
from correspondence.closing.actions import close, withdraw
from correspondence.delegation.models import key_of
from inquiries.answers.actions import draft_answer, propose_answer, return_answer
from inquiries.delegation.actions import delegate_answer
from inquiries.inquiries.models import Inquiry
from members.users.models import User
from tests.inquiries.answers.answering import typed as typed_answer
from tests.inquiries.answers.answering import typed_none
from tests.inquiries.asking import as_posted, posted_questions
from tests.inquiries.asking import typed as typed_inquiry
from tests.refusals import in_turns, leaves_trace

pytestmark = pytest.mark.django_db

OPEN = "questions due add close withdraw copy"
DRAFT = "edit questions send discard"
OWED = "draft answer none delegate"  # and where the asker demands the representative's word
PROPOSES = "draft propose propose_none delegate"
GIVEN = "answer none delegate"  # corrections
STATES = {
    "draft": (DRAFT, "", ""),
    "unread": (OPEN, OWED, OWED),
    "read": (OPEN, OWED, OWED),
    "drafted": (OPEN, OWED, OWED),
    "delegated": (OPEN, OWED, OWED),
    "owed_confirmed": (OPEN, OWED, PROPOSES),
    "proposed": (OPEN, f"{OWED} return", PROPOSES),
    "returned": (OPEN, OWED, PROPOSES),
    "answered": (OPEN, GIVEN, GIVEN),
    "answered_confirmed": (OPEN, GIVEN, "delegate"),
    "none": (OPEN, GIVEN, GIVEN),
    "overdue": ("questions due close withdraw copy", OWED, OWED),
    "overdue_answered": ("questions due close withdraw copy", "", ""),
    "overdue_earlier": ("questions due close withdraw copy", GIVEN, GIVEN),
    "closed": ("withdraw copy", "", ""),
    "closed_proposed": ("withdraw copy", "", ""),
    "closed_answered": ("withdraw copy", "", ""),
    "withdrawn": ("copy", "", ""),
    "withdrawn_answered": ("copy", "", ""),
}


@pytest.fixture
def states(  # noqa: C901  one short way for each state
    officer, colleague, ward_officer, sakai, make_inquiry, make_inquiry_draft, give_answer, change_question
):
    """{state: how an inquiry of 江東区 to 堺市 comes into it}."""

    def sent(**more):
        return make_inquiry(ward_officer, [sakai], **more)

    def answered(state="answered", **more):
        made = sent(**more)
        give_answer(made, officer, state=state)
        return made

    def proposed(**more):
        made = sent(needs_representative=True)
        propose_answer(answer=made.answers.get(), by=colleague, version=1, state="none")
        return made

    def with_answer(deed, made=None, **more):
        made = made or sent()
        deed(answer=made.answers.get(), **more)
        return made

    def overdue(made):
        Inquiry.objects.filter(pk=made.pk).update(
            answer_due=japanese_calendar.add_working_days(japanese_calendar.today(), -1)
        )
        return made

    def earlier(made):
        change_question(made, 2, label="参加した団体の数")
        return made

    def closed(made):
        return close(item=made, by=ward_officer, although_silent=True)

    def withdrawn(made):
        return withdraw(item=made, by=ward_officer, reason="中止です。")

    return {
        "draft": lambda: make_inquiry_draft(ward_officer, [sakai]),
        "unread": sent,
        "read": lambda: with_answer(mark_read, by=officer),
        "drafted": lambda: with_answer(draft_answer, by=colleague, version=1, values={}),
        "delegated": lambda: with_answer(delegate_answer, by=officer, assignee=officer),
        "owed_confirmed": lambda: sent(needs_representative=True),
        "proposed": proposed,
        "returned": lambda: with_answer(return_answer, proposed(), by=officer, note="直してください。"),
        "answered": answered,
        "answered_confirmed": lambda: answered(needs_representative=True),
        "none": lambda: answered("none"),
        "overdue": lambda: overdue(sent()),
        "overdue_answered": lambda: overdue(answered()),
        "overdue_earlier": lambda: overdue(earlier(answered())),
        "closed": lambda: closed(sent()),
        "closed_proposed": lambda: closed(proposed()),
        "closed_answered": lambda: closed(answered()),
        "withdrawn": lambda: withdrawn(sent()),
        "withdrawn_answered": lambda: withdrawn(answered()),
    }


def posts(inquiry, section, other, assignee, due) -> dict[str, tuple[str, dict]]:
    """{what: (address, good values)} of every write there is."""
    answer, version = inquiry.answers.first(), str(inquiry.version)
    questions = as_posted(inquiry)
    questions[0] |= {"label": "新しい質問"}
    new_due = japanese_calendar.add_working_days(due, 3).isoformat()

    def url(name):
        return reverse(f"inquiries:{name}", args=[inquiry.pk])

    given = typed_answer(answer, q2="12") if answer else {}
    none = typed_none(answer) if answer else {}
    button = ("answer", "save_draft", "propose")
    given = {name: value for name, value in given.items() if name not in button}
    return {
        "edit": (
            url("inquiry-edit"),
            typed_inquiry(due, section) | {"version": version, "title": "新しい件名", "save_draft": "1"},
        ),
        "questions": (url("inquiry-questions"), posted_questions(*questions, version=version)),
        "send": (url("inquiry-send"), {"version": version}),
        "discard": (url("inquiry-discard"), {}),
        "copy": (url("inquiry-copy"), {"idempotency_key": str(uuid.uuid4())}),
        "due": (url("inquiry-due"), {"due-version": version, "due-answer_due": new_due}),
        "add": (url("inquiry-add"), {"idempotency_key": str(uuid.uuid4()), "organizations": other.full_name}),
        "close": (url("inquiry-close"), {"although_silent": "on"}),
        "withdraw": (url("inquiry-withdraw"), {"reason": "中止です。"}),
        "draft": (url("inquiry-answer"), given | {"save_draft": "1"}),
        "answer": (url("inquiry-answer"), given | {"answer": "1"}),
        "propose": (url("inquiry-answer"), given | {"propose": "1"}),
        "none": (url("inquiry-answer-none"), none | {"none-remark": "ありません。"}),
        "propose_none": (url("inquiry-answer-none"), none | {"propose": "1"}),
        "delegate": (
            url("answer-delegate"),
            {
                "delegate-assignee": key_of(assignee),
                "delegate-known": key_of(answer and answer.delegate),
                "delegate-note": "お願いします。",
            },
        ),
        "return": (url("answer-return"), {"return-note": "直してください。"}),
    }


@pytest.mark.parametrize("state", STATES)
def test_what_gets_through_in_each_state(
    state, states, browser, officer, colleague, reader, stranger, ward_officer, minato_officer,
    secretariat, make_user, koto, kushiro, due,
):  # fmt: skip
    ward_reader = make_user("ward-reader@city.example", koto, "江東 読子", User.Role.READER)
    inquiry = Inquiry.objects.get(pk=states[state]().pk)
    written = posts(inquiry, ward_officer.section, kushiro, colleague, due)
    found = []
    for client in map(browser, (ward_officer, officer, colleague)):
        found.append({what for what, post in written.items() if leaves_trace(client, *post)})
    assert found == [set(words.split()) for words in STATES[state]]
    possible = set.union(*found)  # and of that nothing for anybody else
    others = list(map(browser, (reader, ward_reader, stranger, minato_officer, secretariat)))
    asked = in_turns(others, possible, start=list(STATES).index(state))
    assert not [what for client, what in asked if leaves_trace(client, *written[what])]


TEMPLATE = {"secretariat": "edit questions discard copy", "ward_officer": "copy"}


def test_a_template_is_written_by_the_secretariat_and_copied_by_the_wards(
    request, make_inquiry_draft, browser, ward_officer, secretariat, officer, kushiro, colleague, due
):
    template = make_inquiry_draft(secretariat)
    Inquiry.objects.filter(pk=template.pk).update(is_template=True)
    for who in ("secretariat", "ward_officer", "officer"):
        user = request.getfixturevalue(who)
        written = posts(template, secretariat.section, kushiro, colleague, due)
        found = {what for what, post in written.items() if leaves_trace(browser(user), *post)}
        assert found == set(TEMPLATE.get(who, "").split()), who
