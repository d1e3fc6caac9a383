"""Who in an organisation is responsible for a topic (団体内の担当割当)."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from board.assignments import rules
from board.assignments.emails import AssignmentReassigned, TopicAssigned
from board.assignments.models import Assignment
from board.topics.actions import get_topic_for_update
from board.topics.models import Topic
from board.topics.rules import works_for
from common.audit_log.actions import record
from common.japanese_calendar import wareki
from common.versions import version_of
from members.users.models import User


class AssignedMeanwhile(Exception):
    """A colleague decided first; `assignment` is the result, None where they marked it as done."""

    def __init__(self, assignment: Assignment | None):
        super().__init__(f"assignment {assignment and assignment.pk}")
        self.assignment = assignment


@transaction.atomic
def assign_topic(
    *,
    topic: Topic,
    by,
    assignee: User,
    due: datetime.date | None = None,
    note: str = "",
    seen: int = 0,
    version: str = "",
) -> Assignment:
    """Assign a topic to a colleague, or reassign it; `seen` is the assignee that the page showed, 0 for none.

    `version` is what else the page showed of it.

    The new assignee and the former one get a mail, unless they did it themselves.
    """
    topic = get_topic_for_update(topic)
    if not rules.can_assign_topic(by, topic) or not _can_be_assigned(by, assignee):
        raise PermissionDenied
    rows = topic.assignments.select_for_update(of=("self",)).select_related("assignee")
    assignment = rows.open().filter(organization=by.organization).first()
    if (assignment.assignee_id if assignment else 0) != seen:
        raise AssignedMeanwhile(assignment)
    values = {"assignee": assignee, "due": due, "note": note}
    if assignment and all(getattr(assignment, name) == value for name, value in values.items()):
        return assignment
    if assignment and version and version != version_of(assignment, values):
        raise AssignedMeanwhile(assignment)
    changes = _differences(assignment, values)
    if assignment is None:
        assignment = Assignment(topic=topic, organization=by.organization)
    for name, value in values.items():
        setattr(assignment, name, value)
    assignment.by, assignment.at = by, timezone.now()
    assignment.save()
    entry = record(by=by, verb="board.topic_assigned", obj=assignment, topic=topic.pk, changes=changes)
    TopicAssigned.send(assignment, assignee=assignee.pk, number=entry.pk)
    if seen:
        AssignmentReassigned.send(assignment, former=seen, number=entry.pk)
    return assignment


def _can_be_assigned(by, assignee: User) -> bool:
    """Only somebody who acts for the same organisation, as the database has it now."""
    return User.objects.of(by.organization).acting_for_section().filter(pk=assignee.pk).exists()


def _differences(before: Assignment | None, values: dict) -> dict[str, list]:
    """`{label: [before, after]}` in words; the note stays inside the organisation."""
    old = {"assignee": before.assignee.name if before else "", "due": _day(before.due) if before else ""}
    new = {"assignee": values["assignee"].name, "due": _day(values["due"])}
    labels = {name: str(Assignment._meta.get_field(name).verbose_name) for name in new}
    return {labels[name]: [old[name], new[name]] for name in new if old[name] != new[name]}


def _day(day: datetime.date | None) -> str:
    return wareki(day) if day else ""


@transaction.atomic
def finish_assignment(*, assignment: Assignment, by) -> Assignment:
    """Mark it as done; the second press changes nothing."""
    assignment = Assignment.objects.select_for_update(of=("self",)).get(pk=assignment.pk)
    if assignment.is_done and works_for(by, assignment.organization_id):
        return assignment
    if not rules.can_finish_assignment(by, assignment):
        raise PermissionDenied
    assignment.done_at, assignment.done_by = timezone.now(), by
    assignment.save(update_fields=["done_at", "done_by"])
    record(by=by, verb="board.assignment_finished", obj=assignment, topic=assignment.topic_id)
    return assignment
