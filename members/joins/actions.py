"""A person who asks to join a member (担当者の追加): its representative decides, or the secretariat."""

from django.db import transaction

from common.audit_log.actions import record
from common.refusals import ActionRefused
from members.applications.actions import decide_application, lock_for_decision
from members.organizations.actions import lock_as_manager
from members.sections.actions import add_section
from members.sections.models import Section
from members.users.actions import one_account_per_address, open_section_of, send_person_added_mails
from members.users.invitations import invite_user
from members.users.models import User

TAKEN = "このメールアドレスの担当者は、すでに登録されています。理由を添えて、申請を見送ってください。"
NO_MEMBER = "この団体は会員ではないため、担当者を追加できません。理由を添えて、申請を見送ってください。"


def approve_join(*, application, section: Section | None, role, by) -> User:
    """Make the account in the chosen section, or in a new one as the applicant named it, and invite them."""
    organization = application.organization
    with one_account_per_address(TAKEN), transaction.atomic():
        by = lock_as_manager(by, organization)
        if not organization.is_member:
            raise ActionRefused(NO_MEMBER)
        application = lock_for_decision(application, by)
        if User.objects.filter(email=application.email).exists():
            raise ActionRefused(TAKEN)
        if section is None:
            section = add_section(organization=organization, fields=_section_asked(application), by=by)
        person = User.objects.create_user(
            application.email,
            name=application.applicant_name,
            section=open_section_of(organization, section),
            role=role,
        )
        application.user = person
        decide_application(application, application.State.APPROVED, by)
        entry = record(
            by=by,
            verb="members.application_approved",
            obj=application,
            organization=organization.full_name,
            section=section.name,
            user=person.email,
            role=person.get_role_display(),
        )
        send_person_added_mails(person, entry)
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
