"""Mails about assignments (団体内の担当割当); runs in the worker only."""

import datetime

from board.assignments.models import Assignment
from board.notifications.emails import lowercased, mail_body, send
from board.notifications.guards import audit_entry_of, is_addressee
from board.topics.queries import organizations_in_audience
from common import japanese_calendar
from common.outbox.actions import MailMessage, mail_key, send_mails
from common.outbox.models import OutgoingMail
from members.sections.models import Section
from members.users.models import User

# a worker that was down catches up; older mails may have been deleted by then
CATCH_UP = datetime.timedelta(days=14)


def send_assigned(assignment_id: int, former_id: int, entry_id: int) -> None:
    """To the new assignee, and to the former one where it was reassigned; not to whoever did it."""
    assignment = open_assignment(assignment_id)
    if assignment is None:
        return
    topic, context = assignment.topic, _context(assignment)
    if assignment.has_active_assignee and assignment.assignee_id != assignment.by_id:
        send(
            f"topic_assigned:{entry_id}",
            "board.topic_assigned",
            lowercased([assignment.assignee.email]),
            f"掲示板 第{topic.pk}号の担当になりました{_until(assignment)}",
            context,
        )
    former = (
        User.objects.active().filter(pk=former_id).exclude(pk__in=[assignment.assignee_id, assignment.by_id])
    )
    if former := former.filter(section__organization=assignment.organization_id).first():
        send(
            f"assignment_reassigned:{entry_id}",
            "board.assignment_reassigned",
            lowercased([former.email]),
            f"掲示板 第{topic.pk}号の担当が{assignment.assignee.name}さんに替わりました",
            context,
        )


def open_assignment(pk) -> Assignment | None:
    """The assignment while it is open and its organisation may read the topic."""
    assignment = _assignments().open().filter(pk=pk).first()
    return assignment if assignment and _organization_reads(assignment) else None


def send_due_reminders(today: datetime.date) -> int:
    """On working days: what is due by the next working day, and what is overdue; one mail for each."""
    if not japanese_calendar.is_working_day(today):
        return 0
    until = japanese_calendar.add_working_days(today, 1)
    waiting = _assignments().open().filter(due__gte=today - CATCH_UP, due__lte=until)
    found = []
    for assignment in waiting.iterator(chunk_size=200):
        fresh = japanese_calendar.as_date(assignment.at) == today  # mailed today already
        if not fresh and _organization_reads(assignment):
            found += _reminders(assignment)
    return send_mails(found)


def _reminders(assignment: Assignment) -> list[MailMessage]:
    kind = "assignment_overdue" if assignment.is_overdue else "assignment_due"
    word = "期限を過ぎています" if assignment.is_overdue else "期限が近づいています"
    held = assignment.has_active_assignee
    subject = (
        f"掲示板 第{assignment.topic_id}号の対応の{word}({japanese_calendar.wareki(assignment.due)}まで)"
    )
    event = f"{kind}:{assignment.pk}:{assignment.due.isoformat()}"
    body = mail_body("assignment_due", {**_context(assignment), "word": word, "held": held})
    to = [assignment.assignee.email] if held else _mailboxes(assignment)
    return [
        MailMessage(
            key=mail_key(event, address),
            to=address,
            subject=subject,
            body=body,
            purpose="board.assignment_due",
        )
        for address in sorted(lowercased(to))
    ]


def _mailboxes(assignment: Assignment) -> list[str]:
    """Where mail of an assignment arrives whose assignee is no longer active."""
    section = assignment.assignee.section
    if section and section.organization_id == assignment.organization_id:
        return section.mailboxes
    return list(
        Section.objects.open()
        .filter(organization=assignment.organization_id)
        .values_list("mailbox", flat=True)
    )


def _until(assignment: Assignment) -> str:
    return f"({japanese_calendar.wareki(assignment.due)}まで)" if assignment.due else ""


def _context(assignment: Assignment) -> dict:
    return {"topic": assignment.topic, "assignment": assignment, "organization": assignment.organization}


def _organization_reads(assignment: Assignment) -> bool:
    """Whether its organisation may still read the topic: its title is in the mail."""
    topic = assignment.topic
    if topic.is_hidden:
        return False
    return organizations_in_audience(topic).filter(pk=assignment.organization_id).exists()


def _assignments():
    rows = Assignment.objects.select_related("topic__organization", "organization", "by")
    return rows.select_related("assignee__section__organization")


def assignment_still_holds(mail: OutgoingMail) -> bool:
    """Still theirs, not done, and their organisation may still read the topic."""
    entry = audit_entry_of(mail)
    assignment = open_assignment(entry.object_id) if entry else None
    return (
        assignment is not None
        and assignment.has_active_assignee
        and is_addressee(mail, {assignment.assignee.email})
    )


def reassignment_still_holds(mail: OutgoingMail) -> bool:
    """The former assignee's organisation may still read the topic, and they still work there."""
    entry = audit_entry_of(mail)
    assignment = open_assignment(entry.object_id) if entry else None
    if assignment is None:
        return False
    return is_addressee(mail, User.objects.of(assignment.organization).values_list("email", flat=True))


def due_reminder_still_holds(mail: OutgoingMail) -> bool:
    """Not done, and due on the day in the key (`assignment_due:12:2026-12-01:address`)."""
    _, pk, day, _ = mail.key.split(":", 3)
    assignment = open_assignment(pk)
    return assignment is not None and assignment.due == datetime.date.fromisoformat(day)
