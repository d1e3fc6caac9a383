"""The people of an organisation (担当者): invited, given a role and a section, ended."""

from contextlib import contextmanager

from django.db import IntegrityError, transaction

from members import proofs, rules, telling
from members.actions.representation import admit, lock_person, refuse_last_representative
from members.actions.users import deactivate_user, forget_addresses, invite_user
from members.models import MailProof, Section, User
from members.refusals import Refused
from members.reviews import put_before_secretariat
from office import register

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
    with one_account(ELSEWHERE), transaction.atomic():
        by = admit(by, organization)
        section = open_section_of(organization, section)
        person = _ended_one(organization, name, email, by) or User(email=email)
        person.name, person.section, person.role, person.is_active = name, section, role, True
        person.set_unusable_password()
        person.last_login = None  # one who comes back is invited anew
        person.save()
        entry = register.record(
            by=by,
            verb="members.user_added",
            obj=person,
            organization=organization.full_name,
            section=section.name,
            role=person.get_role_display(),
        )
        welcome(person, entry)
        invite_user(user=person)
    return person


@contextmanager
def one_account(sentence):
    """Two organisations may take the same address at once: they share no lock; the second is told."""
    try:
        yield
    except IntegrityError as error:
        raise Refused(sentence) from error


def open_section_of(organization, section) -> Section:
    """The section as it is under the lock; refused where it was closed meanwhile."""
    found = Section.objects.open().filter(organization=organization, pk=section.pk).first()
    if found is None:
        raise Refused(NO_SECTION)
    return found


def welcome(person, entry) -> None:
    """Tell the section that somebody came, and the secretariat where he represents his organisation."""
    if person.role == REPRESENTATIVE:
        put_before_secretariat(entry=entry, organization=person.organization)
    telling.person_came(person, entry)


def _ended_one(organization, name, email, by) -> User | None:
    """His own ended account, if he comes back; another person's ended account gives the address free.

    A shared section mailbox is the address of one officer after the other: the name tells them apart.
    """
    known = User.objects.select_for_update(of=("self",)).filter(email=email).first()
    if known is None:
        return None
    own = known.section_id and known.section.organization_id == organization.pk
    if known.is_active or known.is_superuser:
        raise Refused(KNOWN if own else ELSEWHERE)
    if own and "".join(known.name.split()) == "".join(name.split()):
        return known
    if not own and not by.is_secretariat:
        raise Refused(ELSEWHERE)
    User.objects.filter(pk=known.pk).update(email=f"former-{known.pk}@account.invalid")
    forget_addresses(known)
    return None


def invite_again(*, person, by) -> MailProof:
    """Mail the way in once more, to one who has not come in yet."""
    with transaction.atomic():
        person, by = lock_person(person, by)
        if not rules.can_invite_again(by, person):
            raise Refused(f"{person.name}さんは、すでにログインできるようになっています。")
        proof = proofs.proofs_of(person, MailProof.Purpose.INVITATION).first()
        if proof and proof.sendings >= MailProof.SENDINGS_ALLOWED and not by.is_secretariat:
            raise Refused(OFTEN)
        register.record(by=by, verb="members.user_invited_again", obj=person)
        return invite_user(user=person)


def change_person(*, person, section, role, by) -> User:
    """Give a person another role or section; the last representative keeps his role."""
    with transaction.atomic():
        person, by = lock_person(person, by)
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
        entry = register.record(by=by, verb="members.user_changed", obj=person, changes=changes)
        if role != before_role and REPRESENTATIVE in (role, before_role):
            put_before_secretariat(entry=entry, organization=person.organization)
        telling.person_changed(person, entry)
        if section != before_section:
            telling.person_left(person, before_section, entry)
            telling.person_came(person, entry)
    return person


def name_representative(*, person, by) -> User:
    """Make a person a representative (代表に指名する) where he works."""
    return change_person(person=person, section=person.section, role=REPRESENTATIVE, by=by)


def end_account(*, person, by, reason: str) -> User:
    """End an account (利用を終了する): its login stops; name, posts and history stay.

    The last representative stays, unless the secretariat steps in for another organisation.
    """
    with transaction.atomic():
        person, by = lock_person(person, by)
        if not rules.steps_in(by, person.organization):
            refuse_last_representative(person)
        entry = deactivate_user(user=person, by=by, reason=reason)
        put_before_secretariat(entry=entry, organization=person.organization)
        telling.account_ended(person, entry, reason)
        telling.person_left(person, person.section, entry)
    return person
