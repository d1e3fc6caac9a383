"""Mails with link and code sent once more, on the person's own wish or the secretariat's."""

from django.db import transaction

from members import proof_rooms, rules
from members.actions.applications import send_proof
from members.actions.recoveries import send_recovery
from members.actions.returns import send_revision
from members.actions.rounds import resend_asked
from members.actions.takeovers import offer_takeover
from members.actions.users import invite_user
from members.models import Application, MailProof
from members.refusals import Refused
from office import register

# purpose -> what sends its mail again, with a fresh link and code
SENDERS = {
    MailProof.Purpose.INVITATION: lambda proof: invite_user(user=proof.user),
    MailProof.Purpose.APPLICATION: lambda proof: send_proof(proof.application, email=proof.email),
    MailProof.Purpose.REVISION: lambda proof: send_revision(proof.application),
    MailProof.Purpose.RECOVERY: lambda proof: send_recovery(proof.subject),
    MailProof.Purpose.TAKEOVER: lambda proof: offer_takeover(section=proof.subject),
}


def resend_proof(*, number: str, email: str) -> bool:
    """Send link and code once more, for whatever the number is; False where none is due."""
    purpose = MailProof.objects.filter(number=number).values_list("purpose", flat=True).first()
    if purpose == MailProof.Purpose.CONFIRMATION:
        return resend_asked(number=number, email=email)
    if room := proof_rooms.of(purpose):
        return room.resend(number=number, email=email)
    with transaction.atomic():
        proof = MailProof.objects.select_for_update().filter(number=number, email=email).first()
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
        unproven = proof.purpose == MailProof.Purpose.APPLICATION and application.is_unproven
        return application.is_returned or unproven
    return person is None or (person.is_active and not person.has_usable_password())


def resend_application_mail(*, application, by) -> None:
    """The secretariat sends the mail again for which an application waits, however often it was sent."""
    with transaction.atomic():
        locked = Application.objects.select_for_update().get(pk=application.pk)
        if not rules.can_resend_application_mail(by, locked):
            raise Refused("この申請は、申請者へのメールを待っていません。")
        send_revision(locked) if locked.is_returned else send_proof(locked)
        register.record(by=by, verb="members.application_mail_resent", obj=locked)
