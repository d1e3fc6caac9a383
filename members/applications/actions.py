"""The way of an application: submitted, verified, declined; returned ones are in application_returns."""

import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from common.audit_log.actions import record
from common.refusals import ActionRefused
from members.applications import emails, rules
from members.applications.models import Application
from members.decisions.actions import decide, lock_undecided
from members.mail_tokens import numbers
from members.mail_tokens.actions import lock_resendable_token, send_token_mail, tokens_of, use_token
from members.mail_tokens.models import MailToken
from members.users.models import User

APPLICATION_PURPOSE = "application"  # of mail tokens
APPLICATION_LIFETIME = datetime.timedelta(days=3)  # of its link and code
SETTLED = "この申請の審査は終わっています。結果はメールでお知らせしています。"
RETURNED = (
    "この申請は、{name}さんが差し戻しています。修正が届いてから審査してください。"
    "待たずに終えるときは、理由を付けて見送ってください。"
)
ALREADY_OPEN = "この団体の申請はすでに受け付けています。事務局の審査が終わるまでお待ちください。"
UNVERIFIED_KEPT_FOR = datetime.timedelta(days=30)


def submit_application(*, target, fields: dict) -> str:
    """Take an application in and mail link and code; returns the number to show.

    Where the address has an account, nothing is stored: the mail says so, the screen does not.
    """
    email = fields["email"]
    if address_is_taken(email, government=target.government, named=fields):
        number = numbers.new_number()
        emails.AccountExists(User.objects.get(email=email), number=number).write()
        return number
    with transaction.atomic():
        application = _same_unverified(target, fields) or Application(number=numbers.new_number())
        vars(application).update(fields)
        application.kind = target.application_kind
        application.local_government = target.government
        application.organization = target.organization
        application.consented_at = timezone.now()
        mail_token = tokens_of(application, APPLICATION_PURPOSE).first()
        application.save()
        if mail_token is None or mail_token.may_be_sent_again:
            send_application_token(application)
        return application.number


def address_is_taken(email, *, government, named: dict) -> bool:
    """Whether the address logs in already; one of an organisation that left may bring it back."""
    user = User.objects.filter(email=email).first()
    if user is None:
        return False
    organization = user.organization
    if organization is None or not organization.withdrawn_on:
        return True
    if government:
        return organization.local_government_id != government.pk
    return (organization.prefecture, organization.name) != (named["prefecture"], named["name"])


def _same_unverified(target, fields):
    return (
        Application.objects.select_for_update(of=("self",))
        .filter(
            state=Application.State.UNVERIFIED,
            kind=target.application_kind,
            email=fields["email"],
            local_government=target.government,
            prefecture=fields["prefecture"],
            name=fields["name"],
        )
        .first()
    )


def send_application_token(application, *, email=""):
    """Mail a fresh link and code; earlier ones stop working. `email`: a new address in a correction."""
    send_token_mail(
        emails.ApplicationSubmitted,
        purpose=APPLICATION_PURPOSE,
        subject=application,
        email=email or application.email,
        number=application.number,
    )


@transaction.atomic
def resend_application_token(*, number: str, email: str) -> bool:
    """The same once more, while the application waits for it; False where none is due."""
    mail_token = lock_resendable_token(number=number, email=email)
    if mail_token is None or not (mail_token.subject.is_unverified or mail_token.subject.is_returned):
        return False
    send_application_token(mail_token.subject, email=mail_token.email)
    return True


def verify_application(*, mail_token: MailToken) -> Application:
    """The address is verified: the application now waits for the secretariat, which is told."""
    try:
        with transaction.atomic():
            application = Application.objects.select_for_update().filter(pk=mail_token.subject_id).first()
            use_token(mail_token)
            if application.is_returned:
                take_verified_correction(application, mail_token.email)
            elif application.state != Application.State.UNVERIFIED:
                raise ActionRefused(SETTLED)
            enter_queue(application)
    except IntegrityError as error:
        raise ActionRefused(ALREADY_OPEN) from error
    return application


def enter_queue(application) -> None:
    """It waits from now on; the caller holds the row and has put into it what was corrected."""
    verb = "resubmitted" if application.is_returned else "verified"
    application.state = Application.State.WAITING
    application.verified_at = timezone.now()
    application.returned_at = application.returned_by = None
    application.save()
    record(by=None, verb=f"members.application_{verb}", obj=application, number=application.number)
    join = emails.JoinAsked(application)
    others = emails.ApplicationVerified(application, returns=application.returns.count())
    (join if join.recipients() else others).write()


def lock_for_decision(application, by, *, may=rules.can_decide_application) -> Application:
    """The row as it is now, held until the end of the transaction; Refused where `may` says no."""
    locked = lock_undecided(application)
    if may(by, locked):
        return locked
    if locked.is_returned:
        raise ActionRefused(RETURNED.format(name=locked.returned_by.name))
    if locked.is_waiting:
        raise ActionRefused("この申請に、この操作はできません。")
    raise ActionRefused("この申請は、まだメールアドレスの確認が済んでいません。")


def decide_application(application, state, by, reason=""):
    application.returned_at = application.returned_by = None
    decide(application, state, by, reason)


def decline_application(*, application, by, reason: str) -> Application:
    """Decline; the reason goes to the applicant by mail."""
    with transaction.atomic():
        application = lock_for_decision(application, by, may=rules.can_decline_application)
        decide_application(application, Application.State.DECLINED, by, reason)
        record(by=by, verb="members.application_declined", obj=application, reason=reason)
        emails.ApplicationDeclined(application).write()
    return application


def discard_unverified_applications() -> int:
    """Drop applications whose address was never verified; personal data is not kept without need."""
    before = timezone.now() - UNVERIFIED_KEPT_FOR
    old = Application.objects.filter(state=Application.State.UNVERIFIED, created_at__lt=before)
    return old.delete()[1].get("members.Application", 0)


STALE = "この修正は、別の内容に変わっています。いちばん新しいメールのリンクかコードを使ってください。"


def take_correction(application, *, fields: dict, answer: str):
    """Close the open round with what differs before and after; the caller holds and saves the application."""
    asked = application.returns.unanswered().select_for_update().get()
    asked.changes = {
        str(Application._meta.get_field(name).verbose_name): [getattr(application, name), value]
        for name, value in fields.items()
        if getattr(application, name) != value
    }
    asked.answer = answer
    asked.typed = {}
    asked.answered_at = timezone.now()
    asked.save(update_fields=["changes", "answer", "typed", "answered_at"])
    vars(application).update(fields)
    return asked


def take_verified_correction(application, email: str) -> None:
    """The new address of a correction is verified: what waited for that counts now."""
    asked = application.returns.unanswered().get()
    if asked.typed.get("email") != email:
        raise ActionRefused(STALE)
    take_correction(application, fields=asked.typed, answer=asked.answer)
