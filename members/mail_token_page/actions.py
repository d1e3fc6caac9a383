"""Mails with link and code sent once more, on the person's own wish or the secretariat's."""

from django.db import transaction

from members.application_returns.actions import send_revision
from members.applications.actions import send_application_token
from members.confirmations.actions import resend_confirmation
from members.mail_tokens import handlers
from members.mail_tokens.models import MailToken
from members.recoveries.actions import send_recovery
from members.takeovers.actions import offer_takeover
from members.users.actions import invite_user

# purpose -> what sends its mail again, with a fresh link and code
SENDERS = {
    MailToken.Purpose.INVITATION: lambda proof: invite_user(user=proof.user),
    MailToken.Purpose.APPLICATION: lambda proof: send_application_token(proof.application, email=proof.email),
    MailToken.Purpose.REVISION: lambda proof: send_revision(proof.application),
    MailToken.Purpose.RECOVERY: lambda proof: send_recovery(proof.subject),
    MailToken.Purpose.TAKEOVER: lambda proof: offer_takeover(section=proof.subject),
}


def resend_token(*, number: str, email: str) -> bool:
    """Send link and code once more, for whatever the number is; False where none is due."""
    purpose = MailToken.objects.filter(number=number).values_list("purpose", flat=True).first()
    if purpose == MailToken.Purpose.CONFIRMATION:
        return resend_confirmation(number=number, email=email)
    if room := handlers.handler_of(purpose):
        return room.resend(number=number, email=email)
    with transaction.atomic():
        proof = MailToken.objects.select_for_update().filter(number=number, email=email).first()
        if proof is None or not proof.may_be_sent_again:
            return False
        send = SENDERS.get(proof.purpose)
        if send is None or not _is_waited_for(proof):
            return False
        send(proof)
    return True


def _is_waited_for(proof) -> bool:
    """Whether the mail still leads anywhere: the application waits for it, the person has no way in yet."""
    application, person = proof.application, proof.user
    if application is not None:
        unproven = proof.purpose == MailToken.Purpose.APPLICATION and application.is_unproven
        return application.is_returned or unproven
    return person is None or (person.is_active and not person.has_usable_password())
