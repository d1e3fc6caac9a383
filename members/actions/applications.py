"""The way of an application: submitted, proven, approved or declined; asking back is in returns.py."""

import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from members import mails, proofs, rules, telling
from members.actions.corrections import take_proven_correction
from members.actions.memberships import begin_membership
from members.actions.sections import change_section
from members.actions.users import first_role, invite_user
from members.models import Application, LocalGovernment, MailProof, Organization, Section, User
from members.refusals import Refused
from office import index, register

SETTLED = "この申請の審査は終わっています。結果はメールでお知らせしています。"
RETURNED = (
    "この申請は、{name}さんが差し戻しています。修正が届いてから審査してください。"
    "待たずに終えるときは、理由を付けて見送ってください。"
)
ALREADY_OPEN = "この団体の申請はすでに受け付けています。事務局の審査が終わるまでお待ちください。"
CONTACTS = ("mailbox", "telephone", "postal_code", "address")
UNPROVEN_KEPT = datetime.timedelta(days=30)


def submit_application(*, target, fields: dict) -> str:
    """Take an application in and mail link and code; returns the number to show.

    Where the address has an account, nothing is stored: the mail says so, the screen does not.
    """
    email = fields["email"]
    if address_is_taken(email, government=target.government, named=fields):
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


def address_is_taken(email, *, government, named: dict) -> bool:
    """Whether the address logs in already; one of a body that left may bring its body back."""
    user = User.objects.filter(email=email).first()
    if user is None:
        return False
    organization = user.organization
    if organization is None or not organization.withdrawn_on:
        return True
    if government:
        return organization.local_government_id != government.pk
    return (organization.prefecture, organization.name) != (named["prefecture"], named["name"])


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


def send_proof(application, *, email=""):
    """Mail a fresh link and code; earlier ones stop working. `email`: a new address in a correction."""
    proof, token, code = proofs.issue(
        purpose=MailProof.Purpose.APPLICATION,
        subject=application,
        email=email or application.email,
        number=application.number,
    )
    mails.send(
        "application_submitted",
        to=proof.email,
        key=f"members.application_submitted:{proof.pk}:{proof.sendings}",
        application=application,
        proof=proof,
        token=token,
        code=proofs.shown(code),
    )


def prove_application(*, proof: MailProof) -> Application:
    """The address is proven: the application now waits for the secretariat, which is told."""
    try:
        with transaction.atomic():
            application = Application.objects.select_for_update().filter(pk=proof.subject_id).first()
            proofs.use_up(proof)
            if application.is_returned:
                take_proven_correction(application, proof.email)
            elif application.state != Application.State.UNPROVEN:
                raise Refused(SETTLED)
            enter_queue(application)
    except IntegrityError as error:
        raise Refused(ALREADY_OPEN) from error
    return application


def enter_queue(application) -> None:
    """It waits from now on; the caller holds the row and has put into it what was corrected."""
    verb = "resubmitted" if application.is_returned else "proven"
    application.state = Application.State.WAITING
    application.proven_at = timezone.now()
    application.returned_at = application.returned_by = None
    application.save()
    register.record(by=None, verb=f"members.application_{verb}", obj=application, number=application.number)
    if not telling.join_asked(application):
        _tell_secretariat(application)


def _tell_secretariat(application):
    mails.send_all(
        "application_proven",
        to=mails.secretariat_mailboxes(),
        key=f"members.application_proven:{application.number}:{application.proven_at.timestamp():.0f}",
        application=application,
        corrected=application.returns.exists(),
    )


def lock_for_decision(application, by, *, may=rules.can_decide_application) -> Application:
    """The row as it is now, held until the end of the transaction; Refused where `may` says no."""
    # no joins: a row that was waited for comes back new, but what it was joined with comes back old
    locked = Application.objects.select_for_update().get(pk=application.pk)
    if locked.decided_by_id:
        raise Refused(
            f"この申請は、{locked.decided_by.name}さんが先に"
            f"「{locked.get_state_display()}」にしました。もう一度操作する必要はありません。"
        )
    if may(by, locked):
        return locked
    if locked.is_returned:
        raise Refused(RETURNED.format(name=locked.returned_by.name))
    if locked.is_waiting:
        raise Refused("この申請に、この操作はできません。")
    raise Refused("この申請は、まだメールアドレスの確認が済んでいません。")


def approve_application(*, application, by) -> Application:
    """Make organisation, section and account where missing, and invite the applicant by mail."""
    with transaction.atomic():
        application = lock_for_decision(application, by)
        government = application.local_government
        if address_is_taken(application.email, government=government, named=vars(application)):
            raise Refused("このメールアドレスの担当者はすでに登録されています。申請を見送ってください。")
        organization, comes_new = _organization_of(application, by)
        section = _section_of(application, organization, by, renew=comes_new)
        user = _person_of(application, organization, section)
        application.organization = organization
        application.user = user
        decide(application, Application.State.APPROVED, by)
        register.record(
            by=by,
            verb="members.application_approved",
            obj=application,
            organization=organization.full_name,
            section=section.name,
            user=user.email,
        )
        _tell_approved(application, user)
        index.refresh(organization)
    return application


def _person_of(application, organization, section) -> User:
    """The applicant's account; one he had before his body left is taken up again."""
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


def _tell_approved(application, user):
    """The applicant by his invitation, or by word where he has a password; and the section's mailbox."""
    told = {application.mailbox}
    if user.has_usable_password():
        told.add(user.email)
    else:
        told.discard(user.email)  # the invitation says it all
        invite_user(user=user, number=application.number)
    mails.send_all(
        "application_approved",
        to=told,
        key=f"members.application_approved:{application.number}",
        application=application,
        user=user,
    )


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
        raise Refused(
            "この団体は退会しているため、担当者を追加できません。会員登録の申請を案内してください。"
        )
    organization = found or Organization(
        kind=kind_of(government),
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
        raise Refused(f"{government.full_name}は廃止されています。申請を見送り、理由を伝えてください。")
    return present


def kind_of(government) -> str:
    """The kind of member that a local government, or a body without code, becomes."""
    if government is None:
        return Organization.Kind.ASSOCIATION
    kinds = {
        LocalGovernment.Kind.PREFECTURE: Organization.Kind.PREFECTURE,
        LocalGovernment.Kind.SPECIAL_WARD: Organization.Kind.SPECIAL_WARD,
    }
    return kinds.get(government.kind, Organization.Kind.MUNICIPALITY)


def _section_of(application, organization, by, *, renew) -> Section:
    """The section of that name. What a member has registered stays; one that comes back brings its own."""
    contacts = {name: getattr(application, name) for name in CONTACTS}
    section, made = Section.objects.get_or_create(
        organization=organization, name=application.section_name, defaults=contacts
    )
    if not section.is_open:
        section.closed_at = section.closed_by = None
        section.save(update_fields=["closed_at", "closed_by"])
        register.record(by=by, verb="members.section_reopened", obj=section)
    if renew and not made:
        section = change_section(section=section, fields=contacts, by=by)
    return section


def decide(application, state, by, reason=""):
    application.state = state
    application.returned_at = application.returned_by = None
    application.reason = reason
    application.decided_by = by
    application.decided_at = timezone.now()
    application.save()


def decline_application(*, application, by, reason: str) -> Application:
    """Decline; the reason goes to the applicant by mail."""
    with transaction.atomic():
        application = lock_for_decision(application, by, may=rules.can_decline_application)
        decide(application, Application.State.DECLINED, by, reason)
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
