"""A person who asks to join a member (担当者の追加): its representative decides, or the secretariat."""

from django.db import transaction

from members.actions.applications import decide, lock_for_decision
from members.actions.people import one_account, open_section_of, welcome
from members.actions.representation import admit
from members.actions.sections import add_section
from members.actions.users import invite_user
from members.models import Section, User
from members.refusals import Refused
from office import register

TAKEN = "このメールアドレスの担当者は、すでに登録されています。理由を添えて、申請を見送ってください。"
NO_MEMBER = "この団体は会員ではないため、担当者を追加できません。理由を添えて、申請を見送ってください。"


def approve_join(*, application, section: Section | None, role, by) -> User:
    """Make the account in the chosen section, or in a new one as the applicant named it, and invite him."""
    organization = application.organization
    with one_account(TAKEN), transaction.atomic():
        by = admit(by, organization)
        if not organization.is_member:
            raise Refused(NO_MEMBER)
        application = lock_for_decision(application, by)
        if User.objects.filter(email=application.email).exists():
            raise Refused(TAKEN)
        if section is None:
            section = add_section(organization=organization, fields=_section_asked(application), by=by)
        person = User.objects.create_user(
            application.email,
            name=application.applicant_name,
            section=open_section_of(organization, section),
            role=role,
        )
        application.user = person
        decide(application, application.State.APPROVED, by)
        entry = register.record(
            by=by,
            verb="members.application_approved",
            obj=application,
            organization=organization.full_name,
            section=section.name,
            user=person.email,
            role=person.get_role_display(),
        )
        welcome(person, entry)
        invite_user(user=person, number=application.number)
    return person


def _section_asked(application) -> dict:
    return {
        "name": application.section_name,
        "mailbox": application.mailbox,
        "telephone": application.telephone,
        "postal_code": application.postal_code,
        "address": application.address,
    }
