"""Bulk inquiries (照会): one that asks every member fifty questions, the others a few organisations five."""

import datetime
import random
from collections.abc import Iterator

from django.utils import timezone

from bench.content.copying import copy
from bench.content.organizations import DOMAIN, bulk_users
from bench.content.sentences import Writer
from common import japanese_calendar
from inquiries.answers.models import AnswerValue, InquiryAnswer
from inquiries.inquiries.models import Inquiry
from inquiries.questions.models import Question
from members.organizations.models import Organization
from members.users.models import User

SEED = 20261124
LARGE, SMALL, FEW = 50, 5, 50  # questions; questions of the others, and whom they ask
OPTIONS = ["実施している", "検討している", "実施していない", "わからない"]
KINDS = ("text", "number", "choice", "multiple", "date")
State = InquiryAnswer.State


def fill(number: int) -> tuple[int, int]:
    """Let bulk officers of wards ask until there are `number`: (inquiries, answers) written."""
    have = Inquiry.objects.filter(author__email__endswith=f"@{DOMAIN}").count()
    wards = Organization.objects.special_wards()
    authors = list(bulk_users().filter(section__organization__in=wards).select_related("section"))
    if have >= number or not authors:
        return 0, 0
    chance, writer = random.Random(SEED + have), Writer(SEED + have)  # noqa: S311 - content, not secrets
    people = _people()
    asked = [
        _inquiry(chance, writer, chance.choice(authors), is_large=place == 0) for place in range(have, number)
    ]
    copy(Inquiry, asked)
    answers = []
    for inquiry in asked:
        questions = _questions(inquiry, LARGE if inquiry.reach == Inquiry.Reach.MEMBERS else SMALL)
        copy(Question, questions)
        whom = people if len(questions) == LARGE else chance.sample(people, min(FEW, len(people)))
        mine = [
            _answer(chance, inquiry, person) for person in whom if person.organization != inquiry.organization
        ]
        copy(InquiryAnswer, mine)
        copy(AnswerValue, _values(chance, writer, mine, questions))
        answers += mine
    return len(asked), len(answers)


def _people() -> list[User]:
    """One person of each organisation that has somebody; those without anybody cannot have answered."""
    rows = User.objects.active().filter(section__organization__in=Organization.objects.members())
    rows = rows.select_related("section__organization__local_government")
    return list(rows.order_by("section__organization_id", "pk").distinct("section__organization_id"))


def _inquiry(chance, writer, author, *, is_large: bool) -> Inquiry:
    at = timezone.now() - datetime.timedelta(days=10 if is_large else chance.randint(1, 700))
    is_open = is_large or at > timezone.now() - datetime.timedelta(days=30)
    due = japanese_calendar.add_working_days(japanese_calendar.as_date(at), 15)
    closed = {} if is_open else {"closed_at": at + datetime.timedelta(days=25), "closed_by": author}
    return Inquiry(
        organization=author.organization,
        organization_name=author.organization.full_name,
        section=author.section,
        author=author,
        author_name=author.name,
        title=writer.title(),
        description=writer.body(1, longest=3)[0],
        reach=Inquiry.Reach.MEMBERS if is_large else Inquiry.Reach.CHOSEN,
        answer_due=due,
        results_shown=chance.choice(Inquiry.Shown.values),
        state=Inquiry.State.OPEN if is_open else Inquiry.State.CLOSED,
        created_at=at,
        saved_at=at,
        sent_at=at,
        sent_by=author,
        **closed,
    )


def _questions(inquiry, number: int) -> list[Question]:
    return [
        Question(
            inquiry=inquiry,
            line=place,
            position=place,
            kind=(kind := KINDS[place % len(KINDS)]),
            label=f"{place}番目の質問について記入してください。",
            unit="件" if kind == "number" else "",
            options=OPTIONS if kind in Question.CHOOSING else [],
        )
        for place in range(1, number + 1)
    ]


def _answer(chance, inquiry, person) -> InquiryAnswer:
    state = chance.choices(State.values, weights=(5, 5, 85, 5))[0]
    at = inquiry.sent_at + datetime.timedelta(days=chance.random() * 9)
    given = {}
    if state in (State.ANSWERED, State.NONE):
        given = {
            "answered_at": at,
            "answered_by": person,
            "answered_by_name": person.name,
            "answered_section": person.section,
            "answered_section_name": person.section.name,
            "questions_version": 1,
        }
    return InquiryAnswer(
        inquiry=inquiry,
        organization=person.organization,
        organization_name=person.organization.full_name,
        state=state,
        read_at=None if state == State.UNREAD else at,
        **given,
    )


def _values(chance, writer, answers, questions) -> Iterator[AnswerValue]:
    texts = [writer.body(1, longest=2)[0] for _ in range(200)]
    for answer in answers:
        if answer.state != State.ANSWERED:
            continue
        for question in questions:
            value = AnswerValue(answer=answer, question=question)
            value.put(
                {
                    "text": chance.choice(texts),
                    "number": chance.randint(0, 20_000),
                    "choice": chance.choice(OPTIONS),
                    "multiple": chance.sample(OPTIONS, chance.randint(0, 3)),
                    "date": japanese_calendar.as_date(answer.answered_at),
                }[question.kind]
            )
            yield value
