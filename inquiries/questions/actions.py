"""The questions of an inquiry: written while it is a draft, changed in versions once it was sent."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from common.audit_log.actions import record
from common.refusals import StaleVersion
from common.search.actions import refresh_index
from correspondence.questions.actions import ORDER, asked_of, is_same, rewrite, set_questions
from correspondence.requests.actions import lock, lock_changeable, refuse_decided, save_next_version
from correspondence.steps.actions import record_step
from inquiries.inquiries.models import Inquiry
from inquiries.inquiries.rules import can_edit_inquiry
from inquiries.steps.emails import InquiryChanged
from inquiries.steps.models import InquiryStep


@transaction.atomic
def save_questions(*, inquiry, by, version: int, questions: Iterable[Mapping]) -> Inquiry:
    """Write a draft's questions; raises StaleVersion where somebody saved since `version`."""
    inquiry = lock(Inquiry, inquiry.pk)
    if not can_edit_inquiry(by, inquiry):
        refuse_decided(inquiry, by)
    asked = asked_of(questions)
    if inquiry.version != version:
        if _pressed_twice(inquiry, by, asked):
            return inquiry
        raise StaleVersion(inquiry)
    set_questions(inquiry, asked)
    save_next_version(inquiry, by)
    record(by=by, verb="inquiries.inquiry_edited", obj=inquiry)
    return inquiry


def _pressed_twice(inquiry, by, asked: list[dict]) -> bool:
    """Whether they saved the very same a moment ago: a double click, no colleague."""
    return inquiry.saved_by_id == by.pk and is_same(inquiry, asked)


@transaction.atomic
def change_questions(*, inquiry, by, version: int, questions: Iterable[Mapping], note="") -> dict:
    """Change what is asked; answers keep the row they answered. Returns {what: [before, after]} in words.

    `questions` have the `line` of the question they stand for; new ones have none. Everybody asked is told,
    unless only the order changed. Raises StaleVersion where a colleague saved since `version`.
    """
    inquiry = lock_changeable(inquiry, by)
    questions = list(questions)
    if inquiry.version != version:
        if _pressed_twice(inquiry, by, asked_of(questions)):
            return {}
        raise StaleVersion(inquiry)
    changes = rewrite(inquiry, questions)
    if not changes:
        return changes
    if set(changes) != {ORDER}:
        inquiry.questions_version += 1
    save_next_version(inquiry, by)
    step = record_step(inquiry, by, InquiryStep.Kind.CHANGED, note=note, changes=changes)
    record(by=by, verb="inquiries.inquiry_changed", obj=inquiry, changes=changes, note=note)
    refresh_index(inquiry)
    if set(changes) != {ORDER}:
        InquiryChanged.send(step)
    return changes
