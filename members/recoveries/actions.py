"""The way back in: asked for, confirmed from the section's mailbox, decided by the secretariat."""

import datetime

from allauth.usersessions.models import UserSession
from django.db import IntegrityError, transaction
from django.utils import timezone

from common import japanese_calendar
from common.audit_log.actions import record
from common.refusals import ActionRefused
from members.decisions.actions import decide, lock_undecided
from members.mail_tokens.actions import lock_resendable_token, send_token_mail, tokens_of, use_token
from members.mail_tokens.models import MailToken
from members.recoveries import emails, rules
from members.recoveries.models import Recovery
from members.sections.emails import MailboxHeld
from members.sessions.actions import end_sessions
from members.users.actions import forget_login_addresses
from members.users.invitations import invite_user
from members.users.models import User

RECOVERY_PURPOSE = "recovery"  # of mail tokens
RECOVERY_LIFETIME = datetime.timedelta(days=3)  # of its link and code
NOT_WAITING = "この申出は、審査を待っていません。"
NOT_YOURS = "自分の申出と、管理者の申出は、ほかの権限のある方が審査してください。"
ADDRESS_TAKEN = (
    "新しいアドレスは、別の担当者が使っています。見送りにして、別のアドレスで申し出るよう伝えてください。"
)
ENDED = "この担当者の登録は終了しています。事務局にお問い合わせください。"


def ask_recovery(*, email: str, name: str, lost: str, new_email: str) -> Recovery | None:
    """Ask the section's mailbox to confirm it; None where there is nobody, or one waits already.

    The screen never says which. The person is told at the registered address, in case it was not they.
    """
    person = User.objects.active().filter(email=email, section__isnull=False).first()
    if person is None:
        return None
    with transaction.atomic():
        User.objects.select_for_update().get(pk=person.pk)  # two at once: one row
        known = Recovery.objects.select_for_update(of=("self",)).filter(user=person).open().first()
        recovery = known or Recovery(user=person)
        if recovery.is_waiting or not _may_be_sent(recovery) or _is_held(person.section):
            return None
        recovery.name, recovery.lost, recovery.new_email = name, lost, new_email
        recovery.email, recovery.mailbox = person.email, person.section.mailbox
        recovery.save()
        record(by=None, verb="members.recovery_asked", obj=recovery, lost=lost)
        mail_token = send_recovery(recovery)
        emails.RecoveryNoticed(recovery, mailing=mail_token.mailing).write()
    return recovery


def _is_held(section) -> bool:
    """Whether its mailbox does not vouch yet; it is told so, for the screen says nothing."""
    if not section.mailbox_vouches:
        MailboxHeld(section, day=japanese_calendar.today().isoformat()).write()
    return not section.mailbox_vouches


def _may_be_sent(recovery) -> bool:
    mail_token = tokens_of(recovery, RECOVERY_PURPOSE).first()
    return mail_token is None or mail_token.may_be_sent_again


def send_recovery(recovery) -> MailToken:
    """Mail link and code to the section's mailbox; earlier ones stop working."""
    return send_token_mail(
        emails.RecoveryAsked, purpose=RECOVERY_PURPOSE, subject=recovery, email=recovery.mailbox
    )


@transaction.atomic
def resend_recovery(*, number: str, email: str) -> bool:
    """The same once more; False where none is due."""
    mail_token = lock_resendable_token(number=number, email=email)
    if mail_token is None or _is_held(mail_token.subject.user.section):
        return False
    send_recovery(mail_token.subject)
    return True


def verify_recovery(*, mail_token: MailToken) -> Recovery:
    """The section confirmed it: it now waits for the secretariat, which is told."""
    with transaction.atomic():
        # the row before its mail token, as the asking does
        recovery = Recovery.objects.select_for_update(of=("self",)).filter(pk=mail_token.subject_id).first()
        use_token(mail_token)  # refuses where the row is gone
        section = recovery.user.section
        if not recovery.user.is_active or section is None or section.mailbox != mail_token.email:
            raise ActionRefused(ENDED)
        recovery.state = Recovery.State.WAITING
        recovery.verified_at = timezone.now()
        recovery.save(update_fields=["state", "verified_at"])
        record(by=None, verb="members.recovery_verified", obj=recovery, mailbox=recovery.mailbox)
        emails.RecoveryVerified(recovery).write()
    return recovery


def _lock_for_decision(recovery, by) -> Recovery:
    locked = lock_undecided(recovery)
    if not locked.is_waiting:
        raise ActionRefused(NOT_WAITING)
    if not rules.can_decide_recovery(by, locked):
        raise ActionRefused(NOT_YOURS)
    return locked


def approve_recovery(*, recovery, by) -> Recovery:
    """Let the person in again: address or second factor changed, sessions ended, a new password asked for."""
    try:
        return _approve(recovery, by)
    except IntegrityError as error:  # somebody got that address in the same moment
        raise ActionRefused(ADDRESS_TAKEN) from error


def _approve(recovery, by) -> Recovery:
    with transaction.atomic():
        recovery = _lock_for_decision(recovery, by)
        person = User.objects.select_for_update().get(pk=recovery.user_id)
        if not person.is_active:
            raise ActionRefused(ENDED)
        if recovery.new_email and User.objects.filter(email=recovery.new_email).exists():
            raise ActionRefused(ADDRESS_TAKEN)
        changes = _change_person(person, loses_factor=recovery.loses_factor, new_email=recovery.new_email)
        decide(recovery, Recovery.State.APPROVED, by)
        record(by=by, verb="members.recovery_approved", obj=recovery, changes=changes)
        record(by=by, verb="members.user_recovered", obj=person, changes=changes)
        emails.RecoveryApproved(recovery).write()
        invite_user(user=person)
    return recovery


def recover_from_command_line(*, person) -> None:
    """From the server's command line: for a secretariat that has nobody left who could approve."""
    with transaction.atomic():
        person = User.objects.select_for_update().get(pk=person.pk)
        changes = _change_person(person, loses_factor=True)
        record(by=None, verb="members.user_recovered", obj=person, changes=changes)
        invite_user(user=person)


def _change_person(person, *, loses_factor: bool, new_email: str = "") -> dict:
    """What is changed, as `{label: [before, after]}`; the old password opens nothing any more."""
    changes = {}
    if new_email:
        changes["メールアドレス"] = [person.email, new_email]
        person.email = new_email
    if loses_factor:
        changes["多要素認証"] = [f"{person.second_factors.count()}件", "なし"]
        person.authenticator_set.all().delete()
    person.set_unusable_password()
    person.save(update_fields=["email", "password"])
    forget_login_addresses(person)  # also a change of address that somebody else may have begun
    end_sessions(UserSession.objects.filter(user=person))
    return changes


def decline_recovery(*, recovery, by, reason: str) -> Recovery:
    """Decline; section and person read the reason."""
    with transaction.atomic():
        recovery = _lock_for_decision(recovery, by)
        decide(recovery, Recovery.State.DECLINED, by, reason)
        record(by=by, verb="members.recovery_declined", obj=recovery, reason=reason)
        emails.RecoveryDeclined(recovery).write()
    return recovery


def discard_unverified_recoveries() -> int:
    """Drop those whose link and code expired before anybody in the section used them."""
    late = Recovery.objects.filter(
        state=Recovery.State.UNVERIFIED, mail_tokens__expires_at__lte=timezone.now()
    )
    return late.delete()[1].get("members.Recovery", 0)
