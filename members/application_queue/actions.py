"""An application is approved: organisation, section and account are made where missing."""

from django.db import transaction

from common.audit_log.actions import record
from common.refusals import ActionRefused
from common.search.actions import refresh_index
from members.application_queue.emails import ApplicationApproved
from members.application_returns.actions import send_revision
from members.applications.actions import (
    address_is_taken,
    decide_application,
    lock_for_decision,
    send_application_token,
)
from members.applications.models import Application
from members.applications.rules import can_resend_application_mail
from members.local_governments.models import LocalGovernment
from members.organizations.actions import begin_membership
from members.organizations.models import Organization
from members.organizations.queries import organization_kind_of
from members.sections.actions import change_section, reopen_section
from members.sections.models import Section
from members.users.actions import first_role
from members.users.invitations import invite_user
from members.users.models import User

CONTACTS = ("mailbox", "telephone", "postal_code", "address")


def approve_application(*, application, by) -> Application:
    """Make organisation, section and account where missing, and invite the applicant by mail."""
    with transaction.atomic():
        application = lock_for_decision(application, by)
        government = application.local_government
        if address_is_taken(application.email, government=government, named=vars(application)):
            raise ActionRefused(
                "このメールアドレスの担当者はすでに登録されています。申請を見送ってください。"
            )
        organization, comes_new = _organization_of(application, by)
        section = _section_of(application, organization, by, renew=comes_new)
        user = _person_of(application, organization, section)
        application.organization = organization
        application.user = user
        decide_application(application, Application.State.APPROVED, by)
        record(
            by=by,
            verb="members.application_approved",
            obj=application,
            organization=organization.full_name,
            section=section.name,
            user=user.email,
        )
        if not user.has_usable_password():
            invite_user(user=user, number=application.number)
        ApplicationApproved(application).write()
        refresh_index(organization)
    return application


def _person_of(application, organization, section) -> User:
    """The applicant's account; one they had before their body left is taken up again."""
    user = User.objects.filter(email=application.email).first()
    if user is None:
        return User.objects.create_user(
            application.email,
            name=application.applicant_name,
            section=section,
            role=first_role(organization),
        )
    if not user.is_representative:
        user.role = first_role(organization)
    user.name, user.section, user.is_active = application.applicant_name, section, True
    user.save(update_fields=["name", "section", "is_active", "role"])
    return user


def _organization_of(application, by) -> tuple[Organization, bool]:
    """The member the application asks for, and whether it was made or taken back now."""
    government = _present(application.local_government)
    if government:
        LocalGovernment.objects.select_for_update().get(pk=government.pk)  # two approvals, one organisation
    named = government or application
    found = (
        application.organization
        or Organization.objects.filter(
            local_government=government,
            **({} if government else {"prefecture": named.prefecture, "name": named.name}),
        ).first()
    )
    found = found and found.present
    if found and found.is_member:
        return found, False
    if application.kind == Application.Kind.ACCOUNT:
        raise ActionRefused(
            "この団体は退会しているため、担当者を追加できません。会員登録の申請を案内してください。"
        )
    organization = found or Organization(
        kind=organization_kind_of(government),
        local_government=government,
        prefecture=named.prefecture,
        name=named.name,
        name_kana=named.name_kana,
        website=government.website if government else "",
    )
    begin_membership(organization=organization, by=by, application=application)
    return organization, True


def _present(government):
    """The body of today: the one applied for may have merged while the application waited."""
    if government is None or government.is_in_force:
        return government
    if (present := government.present) is None:
        raise ActionRefused(f"{government.full_name}は廃止されています。申請を見送り、理由を伝えてください。")
    return present


def _section_of(application, organization, by, *, renew) -> Section:
    """The section of that name. What a member has registered stays; one that comes back brings its own."""
    contacts = {name: getattr(application, name) for name in CONTACTS}
    section, made = Section.objects.get_or_create(
        organization=organization, name=application.section_name, defaults=contacts
    )
    if not section.is_open:
        reopen_section(section, by=by)
    if renew and not made:
        section = change_section(section=section, fields=contacts, by=by)
    return section


def resend_application_mail(*, application, by) -> None:
    """The secretariat sends the mail again for which an application waits, however often it was sent."""
    with transaction.atomic():
        locked = Application.objects.select_for_update().get(pk=application.pk)
        if not can_resend_application_mail(by, locked):
            raise ActionRefused("この申請は、申請者へのメールを待っていません。")
        send_revision(locked) if locked.is_returned else send_application_token(locked)
        record(by=by, verb="members.application_mail_resent", obj=locked)
