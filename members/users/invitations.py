"""The mail with link and code by which a person sets the first password (招待)."""

import datetime

from django.db import transaction

from common.audit_log.actions import record
from common.outbox.models import OutgoingMail
from members.mail_tokens.actions import lock_resendable_token, send_token_mail, use_token
from members.mail_tokens.models import MailToken
from members.users.emails import UserInvited
from members.users.models import User

INVITATION_PURPOSE = "invitation"  # of mail tokens
INVITATION_LIFETIME = datetime.timedelta(days=14)  # of its link and code


def invite_user(*, user, number="") -> MailToken:
    """Mail the link and code to set the first password; sent again, the earlier mail stops working."""
    with transaction.atomic():
        # the number of the application was used by its own mail token: an invitation has one of its own
        return send_token_mail(
            UserInvited,
            purpose=INVITATION_PURPOSE,
            subject=user,
            email=user.email,
            application_number=number,
        )


@transaction.atomic
def resend_invitation(*, number: str, email: str) -> bool:
    """The same once more, to somebody who has no way in yet; False where none is due."""
    mail_token = lock_resendable_token(number=number, email=email)
    if mail_token is None or not mail_token.subject.is_active or mail_token.subject.has_usable_password():
        return False
    earlier = OutgoingMail.objects.filter(purpose=UserInvited.purpose, about_id=mail_token.pk).last()
    invite_user(
        user=mail_token.subject, number=earlier.facts.get("application_number", "") if earlier else ""
    )
    return True


ENDED = "この担当者の登録は終了しています。心当たりがないときは、事務局にお問い合わせください。"
REPLACED = "このメールは使えなくなりました。ログインの画面から進むか、事務局にお問い合わせください。"


def invitation_blocked_reason(mail_token: MailToken) -> str:
    """Why an invitation leads nowhere any more, as a sentence; else empty."""
    person = mail_token.subject
    if not person.is_active:
        return ENDED
    if mail_token.used_at or mail_token.is_stopped:
        return ""
    if person.email != mail_token.email or person.has_usable_password():
        return REPLACED  # sent to an address that is theirs no more, or needed no more
    return ""


def accept_invitation(*, mail_token: MailToken, password: str) -> User:
    """Set the first password; the caller has checked its strength and logs the person in."""
    with transaction.atomic():
        use_token(mail_token)
        user = User.objects.select_for_update(of=("self",)).get(pk=mail_token.subject_id)
        user.set_password(password)
        user.save(update_fields=["password"])
        record(by=user, verb="members.invitation_accepted", obj=user)
    return user
