"""How the sample inquiries are written: rows marked 【見本】, without a mail to anybody."""

import datetime

from django.utils import timezone

from inquiries.actions.drafting import ask, set_questions, step_of
from inquiries.models import AnswerValue, Inquiry, InquiryAnswer, InquiryStep
from members.models import User

MARK = "【見本】"
SAYS = f"{MARK}画面を確かめるための見本で、実際の照会ではありません。"
State = InquiryAnswer.State


def unsent(by, title, questions, **facts) -> Inquiry | None:
    """A draft or a template; None where it is there already."""
    title = f"{MARK}{title}"
    if Inquiry.objects.filter(title=title).exists():
        return None
    inquiry = Inquiry.objects.create(
        organization=by.organization,
        organization_name=by.organization.full_name,
        section=by.section,
        author=by,
        author_name=by.name,
        title=title,
        description=SAYS,
        saved_by=by,
        **facts,
    )
    set_questions(inquiry, questions)
    return inquiry


def sent(by, title, questions, organizations, *, days_ago: int, **facts) -> Inquiry | None:
    inquiry = unsent(by, title, questions, **facts)
    if inquiry:
        inquiry.state, inquiry.sent_by = Inquiry.State.OPEN, by
        inquiry.sent_at = timezone.now() - datetime.timedelta(days=days_ago)
        inquiry.save()
        ask(inquiry, organizations)
        step_at(inquiry, by, InquiryStep.Kind.SENT, inquiry.sent_at)
    return inquiry


def answers_of(inquiry, leave="") -> list[InquiryAnswer]:
    rows = inquiry.answers.select_related("organization").order_by("organization__local_government__code")
    return list(rows.exclude(organization__local_government__code=leave))


def reads(answer, days_ago: int = 2) -> None:
    answer.state, answer.read_at = State.READ, timezone.now() - datetime.timedelta(days=days_ago)
    answer.save()


def has_none(answer, by, remark: str) -> None:
    answer.remark = remark
    decides(answer, by, State.NONE)


def answers_with(answer, by, given: dict, days_ago: int = 1) -> None:
    decides(answer, by, State.ANSWERED, days_ago)
    writes(answer, given)


def writes(answer, given: dict) -> None:
    """The values alone: of an answer still owed they are its draft."""
    values = []
    for question in answer.inquiry.questions.current():
        if question.line in given:
            values.append(AnswerValue(answer=answer, question=question))
            values[-1].put(given[question.line])
    AnswerValue.objects.bulk_create(values)


def decides(answer, by, state, days_ago: int = 1) -> None:
    """Most members have no account in the sample: the asking one stands in for the person."""
    section, at = answer.organization.sections.first(), timezone.now() - datetime.timedelta(days=days_ago)
    person = User.objects.filter(section__organization=answer.organization).first()
    answer.state, answer.read_at, answer.answered_at = state, at, at
    answer.answered_by, answer.answered_by_name = person or by, person.name if person else "見本 担当"
    answer.answered_section, answer.answered_section_name = section, section.name if section else ""
    answer.questions_version = answer.inquiry.questions_version
    answer.save()
    InquiryStep.objects.create(
        inquiry=answer.inquiry, answer=answer, kind=InquiryStep.Kind.ANSWERED, at=at,
        by=answer.answered_by, by_name=answer.answered_by_name, section_name=answer.answered_section_name,
    )  # fmt: skip


def step_at(inquiry, by, kind, at, **more) -> None:
    step = step_of(inquiry, by, kind, **more)
    InquiryStep.objects.filter(pk=step.pk).update(at=at)
