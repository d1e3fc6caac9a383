"""The questions of an inquiry: written while it is a draft, changed in versions once it was sent."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from common import jobs
from common.audit_log.actions import record
from common.refusals import ActionRefused, StaleVersion
from common.search.actions import refresh_index
from correspondence.requests.actions import DECIDED, NO_LONGER_OPEN, lock, save_next_version
from correspondence.requests.rules import can_change, owns
from correspondence.steps.actions import record_step
from inquiries.inquiries.models import Inquiry
from inquiries.inquiries.rules import can_edit_inquiry
from inquiries.questions.models import Question
from inquiries.steps.models import InquiryStep

ASKED = ["kind", "label", "help_text", "unit", "required", "options"]

ORDER = "質問の順"


@transaction.atomic
def save_questions(*, inquiry, by, version: int, questions: Iterable[Mapping]) -> Inquiry:
    """Write a draft's questions; raises Overtaken where somebody saved since `version`."""
    inquiry = lock(Inquiry, inquiry.pk)
    if not can_edit_inquiry(by, inquiry):
        raise ActionRefused(DECIDED.format(state=inquiry.get_state_display()))
    asked = _asked(questions)
    if inquiry.version != version:
        if _pressed_twice(inquiry, by, asked):
            return inquiry
        raise StaleVersion(inquiry)
    set_questions(inquiry, asked)
    save_next_version(inquiry, by)
    record(by=by, verb="inquiries.inquiry_edited", obj=inquiry)
    return inquiry


def _asked(questions: Iterable[Mapping]) -> list[dict]:
    return [{name: row[name] for name in ASKED} for row in questions]


def _pressed_twice(inquiry, by, asked: list[dict]) -> bool:
    """Whether he saved the very same a moment ago: a double click, no colleague."""
    return inquiry.saved_by_id == by.pk and list(inquiry.questions.current().values(*ASKED)) == asked


@transaction.atomic
def change_questions(*, inquiry, by, version: int, questions: Iterable[Mapping], note="") -> dict:
    """Change what is asked; answers keep the row they answered. Returns {what: [before, after]} in words.

    `questions` have the `line` of the question they stand for; new ones have none. Everybody asked is told,
    unless only the order changed. Raises Overtaken where a colleague saved since `version`.
    """
    inquiry = lock(Inquiry, inquiry.pk)
    if not can_change(by, inquiry):
        raise ActionRefused(NO_LONGER_OPEN) if owns(by, inquiry) else PermissionDenied
    questions = list(questions)
    if inquiry.version != version:
        if _pressed_twice(inquiry, by, _asked(questions)):
            return {}
        raise StaleVersion(inquiry)
    changes = _rewrite(inquiry, questions)
    if not changes:
        return changes
    if set(changes) != {ORDER}:
        inquiry.questions_version += 1
    save_next_version(inquiry, by)
    step = record_step(inquiry, by, InquiryStep.Kind.CHANGED, note=note, changes=changes)
    record(by=by, verb="inquiries.inquiry_changed", obj=inquiry, changes=changes, note=note)
    refresh_index(inquiry)
    if set(changes) != {ORDER}:
        jobs.defer("inquiries.tell_step", step_id=step.pk)
    return changes


def _rewrite(inquiry, questions: list[Mapping]) -> dict:
    """Retire what is asked no more, make what is new; what changed, with the number on the page."""
    current = {question.line: question for question in inquiry.questions.current()}
    number_before = {line: number for number, line in enumerate(current, 1)}
    rows, changes = [], {}
    for number, fields in enumerate(questions, 1):
        before = current.pop(fields["line"], None)
        row = _next(inquiry, before, {name: fields[name] for name in ASKED})
        row.position = number
        rows.append((before, row))
        if row is not before:
            word = "変更" if before else "追加"
            changes[f"問{number}({word})"] = [in_words(before) if before else "", in_words(row)]
    for line, question in current.items():
        changes[f"問{number_before[line]}(削除)"] = [in_words(question), ""]
    kept = [before.line for before, row in rows if before]
    if not changes and kept != sorted(kept, key=number_before.get):
        changes[ORDER] = ["", "並べ替え"]
    _write(inquiry, rows, gone=current.values())
    return changes


def _next(inquiry, before, fields) -> Question:
    """The same row where nothing changed; else its next version, or a new question."""
    if before and all(getattr(before, name) == value for name, value in fields.items()):
        return before
    return Question(
        inquiry=inquiry,
        line=before.line if before else None,
        version=before.version + 1 if before else 1,
        since=inquiry.questions_version + 1,
        **fields,
    )


def _write(inquiry, rows, *, gone) -> None:
    retired = [before.pk for before, row in rows if before and row is not before]
    retired += [question.pk for question in gone]
    inquiry.questions.filter(pk__in=retired).update(retired_in=inquiry.questions_version + 1)
    line = inquiry.questions.aggregate(last=Max("line"))["last"] or 0
    new = [row for before, row in rows if row is not before]
    for row in new:
        if row.line is None:
            line += 1
            row.line = line
    Question.objects.bulk_update([row for before, row in rows if row is before], ["position"])
    Question.objects.bulk_create(new)


def in_words(question) -> str:
    """A question on one line: 参加した人数(数、単位 人、必須)."""
    about = [question.get_kind_display()]
    if question.unit:
        about.append(f"単位 {question.unit}")
    if question.options:
        about.append(f"選択肢 {'/'.join(question.options)}")
    about.append("必須" if question.required else "任意")
    text = f"{question.label}({'、'.join(about)})"
    return f"{text} 補足: {question.help_text}" if question.help_text else text


def set_questions(inquiry, questions: Iterable[Mapping]) -> None:
    """Write a draft's questions anew, in this order; nobody has answered them yet."""
    inquiry.questions.all().delete()
    Question.objects.bulk_create(
        Question(**{**fields, "inquiry": inquiry, "line": number, "position": number})
        for number, fields in enumerate(questions, 1)
    )
