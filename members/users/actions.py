"""Accounts: invited by mail, made usable by a first password, ended."""

from contextlib import contextmanager

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.db import IntegrityError, transaction

from common.audit_log.actions import differences, record
from common.audit_log.models import AuditEntry
from common.refusals import ActionRefused
from common.versions import refuse_stale
from members.mail_tokens.actions import tokens_of
from members.mail_tokens.models import MailToken
from members.organizations.actions import lock_as_manager
from members.reviews.actions import queue_review
from members.sections.models import Section
from members.users import emails, rules
from members.users.invitations import INVITATION_PURPOSE, invite_user
from members.users.models import User


def first_role(organization) -> str:
    """The role of a person who comes new: the first one represents their organisation (代表担当者)."""
    has_one = User.objects.of(organization).representatives().exists()
    return User.Role.OFFICER if has_one else User.Role.REPRESENTATIVE


def deactivate_user(*, user, by, reason: str) -> AuditEntry:
    """End an account: no login any more, its sessions are over; name and history stay."""
    with transaction.atomic():
        locked = User.objects.select_for_update(of=("self",), no_key=True).get(pk=user.pk)
        locked.is_active = False
        locked.save(update_fields=["is_active"])
        entry = record(by=by, verb="members.user_deactivated", obj=locked, reason=reason)
        for session in UserSession.objects.filter(user=locked):
            session.end()
    return entry


def forget_login_addresses(user) -> None:
    """Drop allauth's own list of their addresses, once another one counts: it would be asked first."""
    EmailAddress.objects.filter(user=user).delete()


def free_address(user) -> None:
    """An account that is over gives its address free: a shared mailbox outlives its people."""
    User.objects.filter(pk=user.pk).update(email=f"former-{user.pk}@account.invalid")
    forget_login_addresses(user)


def change_name(*, user, name: str, by, version: str = "") -> User:
    """Change a person's name; the address is what they log in with and stays."""
    with transaction.atomic():
        locked = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
        refuse_stale(locked, {"name": name}, version)
        changes = differences(locked, {"name": name})
        if changes:
            locked.name = name
            locked.save(update_fields=["name"])
            record(by=by, verb="members.user_renamed", obj=locked, changes=changes)
    return locked


REPRESENTATIVE = User.Role.REPRESENTATIVE
KNOWN = "このメールアドレスの担当者は、すでに登録されています。担当者の一覧を確かめてください。"
ELSEWHERE = (
    "このメールアドレスは、ほかの団体の担当者として登録されています。"
    "別のアドレスを入力するか、事務局にお問い合わせください。"
)
NO_SECTION = "選んだ担当部署は、先に廃止されています。別の担当部署を選んでください。"
OFTEN = (
    "案内はすでに5回送っています。アドレスが正しいか、迷惑メールに入っていないか、本人に確かめてください。"
    "アドレスが違うときは、この登録の利用を終了してから、正しいアドレスで招待してください。"
)


def invite_person(*, organization, name: str, email: str, section, role, by) -> User:
    """Make an account (or take up an ended one) in a section, and mail the person how to come in."""
    with one_account_per_address(ELSEWHERE), transaction.atomic():
        by = lock_as_manager(by, organization)
        section = open_section_of(organization, section)
        person = _ended_account(organization, name, email, by) or User(email=email)
        person.name, person.section, person.role, person.is_active = name, section, role, True
        person.set_unusable_password()
        person.last_login = None  # one who comes back is invited anew
        person.save()
        entry = record(
            by=by,
            verb="members.user_added",
            obj=person,
            organization=organization.full_name,
            section=section.name,
            role=person.get_role_display(),
        )
        send_person_added_mails(person, entry)
        invite_user(user=person)
    return person


@contextmanager
def one_account_per_address(sentence):
    """Two organisations may take the same address at once: they share no lock; the second is told."""
    try:
        yield
    except IntegrityError as error:
        raise ActionRefused(sentence) from error


def open_section_of(organization, section) -> Section:
    """The section as it is under the lock; refused where it was closed meanwhile."""
    found = Section.objects.open().filter(organization=organization, pk=section.pk).first()
    if found is None:
        raise ActionRefused(NO_SECTION)
    return found


def send_person_added_mails(person, entry) -> None:
    """Tell the section that somebody came, and the secretariat where they represent their organisation."""
    if person.role == REPRESENTATIVE:
        queue_review(entry=entry, organization=person.organization)
    emails.PersonAdded(person, entry=entry.pk).write()


def _ended_account(organization, name, email, by) -> User | None:
    """Their own ended account, if they come back; another person's ended account gives the address free.

    A shared section mailbox is the address of one officer after the other: the name tells them apart.
    """
    known = User.objects.select_for_update(of=("self",)).filter(email=email).first()
    if known is None:
        return None
    own = known.section_id and known.section.organization_id == organization.pk
    if known.is_active or known.is_superuser:
        raise ActionRefused(KNOWN if own else ELSEWHERE)
    if own and "".join(known.name.split()) == "".join(name.split()):
        return known
    if not own and not by.is_secretariat:
        raise ActionRefused(ELSEWHERE)
    free_address(known)
    return None


def invite_again(*, person, by) -> MailToken:
    """Mail the way in once more, to one who has not come in yet."""
    with transaction.atomic():
        person, by = lock_person(person, by)
        if not rules.can_invite_again(by, person):
            raise ActionRefused(f"{person.name}さんは、すでにログインできるようになっています。")
        mail_token = tokens_of(person, INVITATION_PURPOSE).first()
        if mail_token and mail_token.was_sent_often and not by.is_secretariat:
            raise ActionRefused(OFTEN)
        record(by=by, verb="members.user_invited_again", obj=person)
        return invite_user(user=person)


def change_person(*, person, section, role, by, version: str = "") -> User:
    """Give a person another role or section; the last representative keeps that role.

    Raises StaleVersion where somebody changed them since `version`.
    """
    with transaction.atomic():
        person, by = lock_person(person, by)
        refuse_stale(person, {"role": role, "section": section}, version)
        before_section, before_role = person.section, person.role
        section = open_section_of(person.organization, section)
        changes = {}
        if role != before_role:
            changes["役割"] = [person.get_role_display(), User.Role(role).label]
        if section != before_section:
            changes["担当部署"] = [before_section.name, section.name]
        if not changes:
            return person
        if role != REPRESENTATIVE:
            refuse_last_representative(person)
        person.role, person.section = role, section
        person.save(update_fields=["role", "section"])
        entry = record(by=by, verb="members.user_changed", obj=person, changes=changes)
        if role != before_role and REPRESENTATIVE in (role, before_role):
            queue_review(entry=entry, organization=person.organization)
        send_person_changed_mails(person, entry, before=before_section)
    return person


def send_person_changed_mails(person, entry, *, before: Section | None) -> None:
    """Tell them their role and section now, the section that they join, and the one they were in before."""
    emails.PersonChanged(person, entry=entry.pk, role=person.role, section=person.section_id).write()
    if before != person.section:
        emails.PersonAdded(person, entry=entry.pk).write()
        if before:
            emails.PersonLeft(person, entry=entry.pk, section=before.pk).write()


def appoint_representative(*, person, by) -> User:
    """Make a person a representative (代表担当者に指名する) where they work."""
    return change_person(person=person, section=person.section, role=REPRESENTATIVE, by=by)


def end_account(*, person, by, reason: str) -> User:
    """End an account (利用を終了する): its login stops; name, posts and history stay.

    The last representative stays, unless the secretariat steps in for another organisation.
    """
    with transaction.atomic():
        person, by = lock_person(person, by)
        if not rules.acts_for_another_organization(by, person.organization):
            refuse_last_representative(person)
        entry = deactivate_user(user=person, by=by, reason=reason)
        queue_review(entry=entry, organization=person.organization)
        send_account_ended_mails(person, entry, reason=reason, before=person.section)
    return person


def send_account_ended_mails(person, entry, *, reason: str, before: Section) -> None:
    """Tell them that their account has ended, and the section that they were in."""
    emails.AccountEnded(person, entry=entry.pk, reason=reason).write()
    emails.PersonLeft(person, entry=entry.pk, section=before.pk).write()


CHANGED_MEANWHILE = "この担当者の登録は、先に変更されています。画面を開き直して確かめてください。"


def lock_person(person, by) -> tuple[User, User]:
    """The person, locked, and the one who presses; refused where the person may not be changed any more."""
    if not person.section_id:
        raise ActionRefused(CHANGED_MEANWHILE)
    by = lock_as_manager(by, person.section.organization)
    locked = User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if not rules.can_change_person(by, locked) or locked.organization != person.organization:
        raise ActionRefused(CHANGED_MEANWHILE)
    return locked, by


def refuse_last_representative(person) -> None:
    """Refuse where they are the last one; asked under `lock_people`, so that two at once cannot both go."""
    if rules.is_last_representative(person):
        raise ActionRefused(
            f"{person.name}さんは、{person.organization.full_name}でただ一人の代表担当者です。"
            "先に別の担当者を代表担当者に指名してから、もう一度操作してください。"
        )
