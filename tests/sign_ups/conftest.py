"""An event that is public, a slot of it, and people who sign up."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from board.topics.models import Topic
from common.versions import version_of
from events.events.models import Event
from sign_ups.joining.actions import sign_up
from sign_ups.mailings.actions import draft_mailing, send_mailing
from sign_ups.mailings.models import Mailing
from sign_ups.slots.actions import add_slot, open_slot
from sign_ups.survey_answers.actions import answer_survey
from sign_ups.surveys.actions import close_survey, open_survey, save_survey, save_survey_questions

DAY = datetime.timedelta(days=1)


@pytest.fixture
def event(sakai):
    facts = {"title": "堺の講演会", "kind": "lecture", "source": "試験", "owner": sakai}
    days = {"starts_on": timezone.localdate() + 30 * DAY}
    return Event.objects.create(state="published", published_at=timezone.now(), **facts, **days)


@pytest.fixture
def call(officer):
    facts = {"organization": officer.organization, "section": officer.section, "author": officer}
    now = {"published_at": timezone.now(), "published_by": officer, "last_activity_at": timezone.now()}
    more = {"author_name": officer.name, "saved_by": officer, "title": "視察の参加者募集", "body": "本文"}
    return Topic.objects.create(kind="call", state="open", activity_no=1, **facts, **now, **more)


def values_of(**more):
    """The columns of a slot ten days before its closing, as its form gives them."""
    start = timezone.now().replace(microsecond=0) + 11 * DAY
    return {
        "title": "基調講演",
        "starts_at": start,
        "ends_at": None,
        "place": "大ホール",
        "guidance": "",
        "contact": "堺市 企画課 072-000-0000",
        "audience": "public",
        "method": "first_come",
        "group_max": 5,
        "capacity": 2,
        "opens_at": None,
        "closes_at": start - DAY,
        "purpose": "受付と当日の連絡",
        "purge_on": timezone.localdate() + 60 * DAY,
    } | more


@pytest.fixture
def make_slot(event, officer):
    def make(row=None, *, is_open=True, **more):
        slot = add_slot(row=row or event, by=officer, values=values_of(**more))
        slot = open_slot(slot=slot, by=officer) if is_open else slot
        slot.row = row or event
        return slot

    return make


def join(slot, *names, email="taro@example.jp", by=None, rule="whole"):
    """Sign up so many people."""
    contact = {"name": names[0], "email": email, "telephone": "", "remark": "", "group_rule": rule}
    return sign_up(slot=slot, row=slot.row, by=by or AnonymousUser(), names=names, contact=contact)


def group(slot, name, size=1, rule="whole"):
    """A group of that many, each with names and a mailbox of its own."""
    mailbox = "".join(f"{ord(sign):x}" for sign in name)
    return join(slot, *(f"{name}{at}" for at in range(size)), email=f"{mailbox}@example.jp", rule=rule)


def draft_of(slot, by, **more):
    """A mail to those who have a place."""
    values = {"audience": "confirmed", "subject": "持ち物", "text": "筆記用具をお持ちください。"} | more
    return draft_mailing(slot=slot, by=by, values=values)


def sent_mailing(slot, by, **more):
    mailing = draft_of(slot, by, **more)
    version = version_of(mailing, Mailing.EDITED)
    return send_mailing(mailing=mailing, row=slot.row, by=by, version=version)


ASKED = {"help_text": "", "unit": "", "required": False, "columns": []}
QUESTIONS = [
    ASKED | {"kind": "choice", "label": "満足度", "options": ["満足", "ふつう", "不満"], "required": True},
    ASKED | {"kind": "multiple", "label": "知ったきっかけ", "options": ["チラシ", "広報"]},
    ASKED | {"kind": "text", "label": "感想", "options": []},
]


def survey_of(slot, by, questions=QUESTIONS, **more):
    """One that is not open yet."""
    values = {"introduction": "", "takes_open": False, "closes_on": timezone.localdate() + 40 * DAY} | more
    survey = save_survey(slot=slot, by=by, values=values)
    return save_survey_questions(survey=survey, by=by, version=survey.version, questions=questions)


def open_survey_of(slot, by, **more):
    return open_survey(survey=survey_of(slot, by, **more), by=by)


def answer(survey, *, ticket="", **by_label):
    """One person answers; `by_label` says what, under the labels of QUESTIONS."""
    asked = {question.label: question for question in survey.questions.current()}
    answer_survey(
        survey=survey, ticket=ticket, values={asked[label]: value for label, value in by_label.items()}
    )


def over_survey_of(slot, by, answers=5):
    """Closed, with so many answers."""
    survey = open_survey_of(slot, by, takes_open=True)
    for at in range(answers):
        answer(survey, 満足度=["満足", "ふつう"][at % 2], 知ったきっかけ=["チラシ"], 感想=f"感想その{at}")
    return close_survey(survey=survey, by=by)
