"""What a section answers in a confirmation round, from its mailbox or with a login.

The organisation is always locked before the entry: two sections that answer at once, or a section and its
representative, wait for each other instead of for ever.
"""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from common.audit_log.actions import differences, record
from common.refusals import ActionRefused
from members.confirmation_answers import emails, rules
from members.confirmations.emails import CONFIRMATION_PURPOSE
from members.confirmations.models import Confirmation, ConfirmationEntry
from members.mail_tokens.actions import use_token
from members.organizations.models import Organization
from members.reviews.actions import queue_review
from members.sections.actions import change_section, clear_mailbox_bounce
from members.sections.models import Section
from members.takeovers.actions import take_over

State = ConfirmationEntry.State
NOT_THEIR_ENTRY = "この団体の登録内容には回答できません。メールのリンクを確かめてください。"


def answer_unchanged(*, entry, name="", mail_token=None, by=None) -> ConfirmationEntry:
    """Everything is right: told by the mail's link, with a login, or to the secretariat by telephone."""
    with transaction.atomic():
        locked = _lock(entry, mail_token, by)
        return _write(locked, State.UNCHANGED, name, mail_token, by)


def answer_corrected(
    *, entry, name, mail_token, contacts: dict, version="", people_left=(), person_added=None
) -> ConfirmationEntry:
    """New contacts count at once; who left or came is reported to representative and secretariat."""
    with transaction.atomic():
        locked = _lock(entry, mail_token, None)
        section = Section.objects.select_for_update().get(pk=locked.section_id)
        before, changes = section.mailbox, differences(section, contacts)
        locked.section = change_section(section=section, fields=contacts, by=None, version=version)
        reported = _report_people(locked, name, people_left, person_added)
        _write(locked, State.CORRECTED, name, mail_token, None)
        facts = {"before": before, "changes": changes, "reported": reported}
        emails.ConfirmationCorrected(locked, **facts).write()
    return locked


def answer_moving(*, entry, name, mail_token, leaving, **successor) -> ConfirmationEntry:
    """Somebody moves: their hand-over is registered, as told from the mailbox."""
    with transaction.atomic():
        locked = _lock(entry, mail_token, None)
        address = leaving.email  # freed where it is handed on
        handover = take_over(leaving=leaving, section=locked.section, **successor)
        _write(locked, State.MOVING, name, mail_token, None)
        emails.ConfirmationMoving(locked, handover=handover.pk, leaving=address).write()
    return locked


def answer_entries_of(*, organization, by) -> list[ConfirmationEntry]:
    """Inside the caller's transaction, with the organisation locked: what an officer's word answers."""
    asked = ConfirmationEntry.objects.running().waiting().answerable_by(by)
    waiting = list(
        asked.filter(section__organization=organization)
        .order_by("pk")
        .select_for_update(of=("self",))
        .select_related("round", "section__organization")
    )
    return [_write(entry, State.UNCHANGED, by.name, None, by) for entry in waiting]


def _lock(entry, mail_token, by) -> ConfirmationEntry:
    organization_id = entry.section.organization_id
    Organization.objects.select_for_update(of=("self",)).get(pk=organization_id)
    # no joins: a row that was waited for comes back new, but what it was joined with comes back old
    locked = ConfirmationEntry.objects.select_for_update().get(pk=entry.pk)
    if locked.blocked_reason:
        raise ActionRefused(locked.blocked_reason)
    if mail_token is None:
        if by is None or not rules.can_answer_entry(by, locked):
            raise ActionRefused(NOT_THEIR_ENTRY)
        return locked
    if mail_token.purpose != CONFIRMATION_PURPOSE or mail_token.subject_id != locked.pk:
        raise ActionRefused(NOT_THEIR_ENTRY)
    use_token(mail_token)
    return locked


def _write(entry, state, name, mail_token, by) -> ConfirmationEntry:
    entry.state, entry.answered_at = state, timezone.now()
    entry.answered_by, entry.answered_name = by, name
    entry.save(update_fields=["state", "answered_at", "answered_by", "answered_name"])
    entry.mail_tokens.filter(used_at__isnull=True).update(used_at=entry.answered_at)
    Confirmation.objects.create(
        organization=entry.section.organization,
        section=entry.section,
        entry=entry,
        by=by,
        at=entry.answered_at,
    )
    record(
        by=by,
        verb="members.confirmation_answered",
        obj=entry,
        answer=entry.get_state_display(),
        name=name,
    )
    if mail_token is not None and mail_token.email == entry.section.mailbox:
        clear_mailbox_bounce(entry.section)  # whoever read the mail there shows that it arrives
    _settle(entry, by)
    return entry


def _settle(entry, by) -> None:
    """The organisation counts as confirmed once all of its open sections have answered."""
    organization_id = entry.section.organization_id
    asked = ConfirmationEntry.objects.filter(
        round_id=entry.round_id, section__organization_id=organization_id
    )
    if asked.waiting().exists():
        return
    last = asked.aggregate(last=Max("answered_at"))["last"]  # not surely this one: clocks are set back
    Organization.objects.filter(pk=organization_id).update(confirmed_at=last, confirmed_by=by)
    record(by=by, verb="members.organization_confirmed", obj=entry.section.organization)


def _report_people(entry, name, people_left, person_added) -> dict:
    """Who left or came, as words; accounts end by a hand-over and begin by an invitation, not by a mail."""
    reported = {}
    if people_left:
        reported["いなくなった担当者"] = "、".join(user.name for user in people_left)
    if person_added:
        reported["加わる担当者"] = f"{person_added[0]}（{person_added[1]}）"
    if not reported:
        return {}
    line = record(by=None, verb="members.people_reported", obj=entry.section, name=name, **reported)
    queue_review(entry=line, organization=entry.section.organization)
    facts = {"answered_name": name, "reported": reported, "left": [user.pk for user in people_left]}
    emails.PeopleReported(entry, **facts).write()
    return reported


def confirm_organization(*, organization, by) -> Confirmation:
    """The officer confirms what they may; in a round the whole counts once all sections answered."""
    with transaction.atomic():
        locked = Organization.objects.select_for_update(of=("self",)).get(pk=organization.pk)
        if not rules.can_confirm_organization(by, locked):
            raise ActionRefused("登録内容の確認は、その団体の担当者だけができます。")
        if answered := answer_entries_of(organization=locked, by=by):
            return answered[-1].confirmation
        others = ConfirmationEntry.objects.running().waiting().filter(section__organization=locked).exists()
        confirmation = Confirmation.objects.create(
            organization=locked, section=by.section if others else None, by=by, at=timezone.now()
        )
        if not others:
            locked.confirmed_at, locked.confirmed_by = confirmation.at, by
            locked.save(update_fields=["confirmed_at", "confirmed_by"])
            record(by=by, verb="members.organization_confirmed", obj=locked)
    return confirmation
