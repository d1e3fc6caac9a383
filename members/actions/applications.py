"""The way of an application: submitted, proven, approved or declined."""

import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from members import mails, proofs, rules
from members.actions.users import first_role, invite_user
from members.models import Application, LocalGovernment, MailProof, Organization, Section, User
from members.refusals import Refused
from office import calendar, index, register

ALREADY_OPEN = "この団体の申請はすでに受け付けています。事務局の審査が終わるまでお待ちください。"
UNPROVEN_KEPT = datetime.timedelta(days=30)


def submit_application(*, target, fields: dict) -> str:
    """Take an application in and mail link and code; returns the number to show.

    Where the address has an account, nothing is stored: the mail says so, the screen does not.
    """
    email = fields["email"]
    if User.objects.filter(email=email).exists():
        number = proofs.new_number()
        mails.send("account_exists", to=email, key=f"members.account_exists:{number}", number=number)
        return number
    with transaction.atomic():
        application = _same_unproven(target, fields) or Application(number=proofs.new_number())
        vars(application).update(fields)
        application.kind = target.application_kind
        application.local_government = target.government
        application.organization = target.organization
        application.consented_at = timezone.now()
        proof = proofs.proofs_of(application, MailProof.Purpose.APPLICATION).first()
        application.save()
        if proof is None or proof.may_be_sent_again:
            send_proof(application)
        return application.number


def _same_unproven(target, fields):
    return (
        Application.objects.select_for_update(of=("self",))
        .filter(
            state=Application.State.UNPROVEN,
            kind=target.application_kind,
            email=fields["email"],
            local_government=target.government,
            prefecture=fields["prefecture"],
            name=fields["name"],
        )
        .first()
    )


def send_proof(application):
    """Mail a fresh link and code; earlier ones stop working."""
    proof, token, code = proofs.issue(
        purpose=MailProof.Purpose.APPLICATION,
        subject=application,
        email=application.email,
        number=application.number,
    )
    mails.send(
        "application_submitted",
        to=proof.email,
        key=f"members.application_submitted:{proof.number}:{proof.sendings}",
        application=application,
        proof=proof,
        token=token,
        code=proofs.shown(code),
    )


def resend_proof(*, number: str, email: str) -> bool:
    """Send link and code once more, for an application or an invitation; False where none is due."""
    with transaction.atomic():
        proof = MailProof.objects.select_for_update().filter(number=number, email=email).first()
        if proof is None or not proof.may_be_sent_again:
            return False
        if proof.purpose == MailProof.Purpose.INVITATION:
            invite_user(user=proof.user)
        else:
            send_proof(proof.application)
    return True


def prove_application(*, proof: MailProof) -> Application:
    """The address is proven: the application now waits for the secretariat, which is told."""
    try:
        with transaction.atomic():
            proofs.use_up(proof)
            application = Application.objects.select_for_update().get(pk=proof.subject_id)
            application.state = Application.State.WAITING
            application.proven_at = timezone.now()
            application.save(update_fields=["state", "proven_at"])
            register.record(
                by=None, verb="members.application_proven", obj=application, number=application.number
            )
            _tell_secretariat(application)
    except IntegrityError as error:
        raise Refused(ALREADY_OPEN) from error
    return application


def _tell_secretariat(application):
    mailboxes = Section.objects.filter(organization__in=Organization.objects.secretariats())
    for mailbox in set(mailboxes.values_list("mailbox", flat=True)):
        mails.send(
            "application_proven",
            to=mailbox,
            key=f"members.application_proven:{application.number}:{mailbox}",
            application=application,
        )


def _lock_for_decision(application, by) -> Application:
    # no joins: a row that was waited for comes back new, but what it was joined with comes back old
    locked = Application.objects.select_for_update().get(pk=application.pk)
    if locked.decided_by_id:
        raise Refused(
            f"この申請は、{locked.decided_by.name}さんが先に"
            f"「{locked.get_state_display()}」にしました。もう一度操作する必要はありません。"
        )
    if not rules.can_decide_application(by, locked):
        raise Refused("この申請は、まだメールアドレスの確認が済んでいません。")
    return locked


def approve_application(*, application, by) -> Application:
    """Make organisation, section and account where missing, and invite the applicant by mail."""
    with transaction.atomic():
        application = _lock_for_decision(application, by)
        if User.objects.filter(email=application.email).exists():
            raise Refused("このメールアドレスの担当者はすでに登録されています。申請を見送ってください。")
        organization = _organization_of(application, by)
        section = _section_of(application, organization)
        user = User.objects.create_user(
            application.email,
            name=application.applicant_name,
            section=section,
            role=first_role(organization),
        )
        application.organization = organization
        application.user = user
        _decide(application, Application.State.APPROVED, by)
        register.record(
            by=by,
            verb="members.application_approved",
            obj=application,
            organization=organization.full_name,
            section=section.name,
            user=user.email,
        )
        invite_user(user=user, number=application.number)
        index.refresh(organization)
    return application


def _organization_of(application, by) -> Organization:
    """The member the application asks for; made, or taken back after a withdrawal, where it must."""
    government = application.local_government
    if government:
        LocalGovernment.objects.select_for_update().get(pk=government.pk)  # two approvals, one organisation
    found = (
        application.organization
        or Organization.objects.filter(
            local_government=government,
            **({} if government else {"prefecture": application.prefecture, "name": application.name}),
        ).first()
    )
    organization = found or Organization(
        kind=kind_of(government),
        local_government=government,
        prefecture=application.prefecture,
        name=application.name,
        name_kana=application.name_kana,
        website=government.website if government else "",
    )
    if organization.pk and organization.is_member:
        return organization
    organization.joined_on = calendar.today()
    organization.withdrawn_on = None
    organization.save()
    register.record(
        by=by, verb="members.organization_joined", obj=organization, application=application.number
    )
    return organization


def kind_of(government) -> str:
    """The kind of member that a local government, or a body without code, becomes."""
    if government is None:
        return Organization.Kind.ASSOCIATION
    kinds = {
        LocalGovernment.Kind.PREFECTURE: Organization.Kind.PREFECTURE,
        LocalGovernment.Kind.SPECIAL_WARD: Organization.Kind.SPECIAL_WARD,
    }
    return kinds.get(government.kind, Organization.Kind.MUNICIPALITY)


def _section_of(application, organization) -> Section:
    """The section of that name; what it has registered already stays."""
    section, _ = Section.objects.get_or_create(
        organization=organization,
        name=application.section_name,
        defaults={
            "mailbox": application.mailbox,
            "telephone": application.telephone,
            "postal_code": application.postal_code,
            "address": application.address,
        },
    )
    return section


def _decide(application, state, by, reason=""):
    application.state = state
    application.reason = reason
    application.decided_by = by
    application.decided_at = timezone.now()
    application.save()


def decline_application(*, application, by, reason: str) -> Application:
    """Decline; the reason goes to the applicant by mail."""
    with transaction.atomic():
        application = _lock_for_decision(application, by)
        _decide(application, Application.State.DECLINED, by, reason)
        register.record(by=by, verb="members.application_declined", obj=application, reason=reason)
        mails.send(
            "application_declined",
            to=application.email,
            key=f"members.application_declined:{application.number}",
            application=application,
        )
    return application


def discard_unproven_applications(*, before=None) -> int:
    """Drop applications whose address was never proven; personal data is not kept without need."""
    before = before or timezone.now() - UNPROVEN_KEPT
    old = Application.objects.filter(state=Application.State.UNPROVEN, created_at__lt=before)
    return old.delete()[1].get("members.Application", 0)
