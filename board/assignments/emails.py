"""Mails of official answers, assignments and talks, and in which words; runs in the worker only."""

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

# a worker that stood still makes up for it; older mails of the post room may be gone by then
CATCH_UP = datetime.timedelta(days=14)


def tell_assigned(assignment_id: int, former_id: int, entry_id: int) -> None:
    """The new person is told, and the former one where it passed on; each unless he did it himself."""
    assignment = open_assignment(assignment_id)
    if assignment is None:
        return
    topic, context = assignment.topic, _context(assignment)
    if assignment.is_held and assignment.assignee_id != assignment.by_id:
        send(
            f"topic_assigned:{entry_id}",
            "board.topic_assigned",
            lowercased([assignment.assignee.email]),
            f"掲示板 第{topic.pk}号の担当になりました{_by(assignment)}",
            context,
        )
    former = (
        User.objects.active().filter(pk=former_id).exclude(pk__in=[assignment.assignee_id, assignment.by_id])
    )
    if former := former.filter(section__organization=assignment.organization_id).first():
        send(
            f"assignment_passed:{entry_id}",
            "board.assignment_passed",
            lowercased([former.email]),
            f"掲示板 第{topic.pk}号の担当が{assignment.assignee.name}さんに替わりました",
            context,
        )


def open_assignment(pk) -> Assignment | None:
    """The assignment while there is something to do that its organisation may read."""
    assignment = _assignments().open().filter(pk=pk).first()
    return assignment if assignment and _is_read(assignment) else None


def remind_assignments(today: datetime.date) -> int:
    """On working days: what is due by the next working day, and what is overdue; each told once."""
    if not japanese_calendar.is_working_day(today):
        return 0
    until = japanese_calendar.add_working_days(today, 1)
    waiting = _assignments().open().filter(due__gte=today - CATCH_UP, due__lte=until)
    found = []
    for assignment in waiting.iterator(chunk_size=200):
        fresh = japanese_calendar.as_date(assignment.at) == today  # told of it today already
        if not fresh and _is_read(assignment):
            found += _reminders(assignment)
    return send_mails(found)


def _reminders(assignment: Assignment) -> list[MailMessage]:
    kind = "assignment_overdue" if assignment.is_overdue else "assignment_due"
    word = "期限を過ぎています" if assignment.is_overdue else "期限が近づいています"
    held = assignment.is_held
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
    """Where mail of an assignment arrives that nobody holds any more."""
    section = assignment.assignee.section
    if section and section.organization_id == assignment.organization_id:
        return section.mailboxes
    return list(
        Section.objects.open()
        .filter(organization=assignment.organization_id)
        .values_list("mailbox", flat=True)
    )


def _by(assignment: Assignment) -> str:
    return f"({japanese_calendar.wareki(assignment.due)}まで)" if assignment.due else ""


def _context(assignment: Assignment) -> dict:
    return {"topic": assignment.topic, "assignment": assignment, "organization": assignment.organization}


def _is_read(assignment: Assignment) -> bool:
    """Whether its organisation may still read the topic: its title stands in the mail."""
    topic = assignment.topic
    if topic.is_hidden:
        return False
    return organizations_in_audience(topic).filter(pk=assignment.organization_id).exists()


def _assignments():
    rows = Assignment.objects.select_related("topic__organization", "organization", "by")
    return rows.select_related("assignee__section__organization")


def assignment_still_holds(mail: OutgoingMail) -> bool:
    """Still his, not done, and his organisation may still read the topic."""
    entry = audit_entry_of(mail)
    assignment = open_assignment(entry.object_id) if entry else None
    return assignment is not None and assignment.is_held and is_addressee(mail, {assignment.assignee.email})


def passing_on_still_holds(mail: OutgoingMail) -> bool:
    """The former person's organisation may still read the topic, and he is still there."""
    entry = audit_entry_of(mail)
    assignment = open_assignment(entry.object_id) if entry else None
    if assignment is None:
        return False
    return is_addressee(mail, User.objects.of(assignment.organization).values_list("email", flat=True))


def due_day_still_holds(mail: OutgoingMail) -> bool:
    """Not done, and due on the day that the key names (`assignment_due:12:2026-12-01:address`)."""
    _, pk, day, _ = mail.key.split(":", 3)
    assignment = open_assignment(pk)
    return assignment is not None and assignment.due == datetime.date.fromisoformat(day)
