"""An application asked back (差戻し): the remark, the mail with link and code, the corrected form."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from members import mails, proofs, rules
from members.actions.applications import (
    ALREADY_OPEN,
    address_is_taken,
    enter_queue,
    lock_for_decision,
    send_proof,
)
from members.actions.corrections import take_correction
from members.models import Application, ApplicationReturn, MailProof
from members.refusals import Refused
from office import calendar, register

REMIND_AFTER = 10  # working days
NOT_RETURNED = (
    "この申請の修正は、すでに届いているか、審査が終わっています。もう一度操作する必要はありません。"
)


def return_application(*, application, by, remark: str) -> Application:
    """Ask back: the applicant gets the remark and the way to his form by mail."""
    with transaction.atomic():
        application = lock_for_decision(application, by, may=rules.can_return_application)
        asked = ApplicationReturn.objects.create(application=application, remark=remark, returned_by=by)
        application.state = Application.State.RETURNED
        application.returned_at, application.returned_by = asked.returned_at, by
        application.save(update_fields=["state", "returned_at", "returned_by"])
        register.record(by=by, verb="members.application_returned", obj=application, remark=remark)
        send_revision(application)
    return application


def send_revision(application, *, mail="application_returned"):
    """Mail the newest remark with a fresh link and code; earlier ones stop working."""
    proof, token, code = proofs.issue(
        purpose=MailProof.Purpose.REVISION, subject=application, email=application.email
    )
    mails.send(
        mail,
        to=proof.email,
        key=f"members.{mail}:{proof.number}:{proof.sendings}",
        application=application,
        asked=application.returns.unanswered().get(),
        proof=proof,
        token=token,
        code=proofs.shown(code),
    )


def resubmit_application(*, proof, fields: dict, answer: str = "") -> Application:
    """The corrected form: back into the queue at once, or when a new address in it is proven."""
    try:
        with transaction.atomic():
            application = Application.objects.select_for_update().get(pk=proof.subject_id)
            if not application.is_returned:
                raise Refused(NOT_RETURNED)
            if fields["email"] == application.email:
                proofs.use_up(proof)
                take_correction(application, fields=fields, answer=answer)
                _end_proof_of_new_address(application)
                enter_queue(application)
            else:
                proofs.must_be_usable(proof)
                _await_new_address(application, fields, answer)
    except IntegrityError as error:
        raise Refused(ALREADY_OPEN) from error
    return application


def _end_proof_of_new_address(application):
    proofs.proofs_of(application, MailProof.Purpose.APPLICATION).filter(used_at=None).delete()


def _await_new_address(application, fields, answer):
    """Keep what was typed until the address proves itself; one that logs in already is told by mail only."""
    asked = application.returns.unanswered().select_for_update().get()
    asked.typed, asked.answer = fields, answer
    asked.save(update_fields=["typed", "answer"])
    email = fields["email"]
    if address_is_taken(email, government=application.local_government, named=vars(application) | fields):
        _end_proof_of_new_address(application)
        mails.send(
            "account_exists",
            to=email,
            key=f"members.account_exists:{application.number}:{email}",
            number=application.number,
        )
        return
    earlier = proofs.proofs_of(application, MailProof.Purpose.APPLICATION).first()
    if earlier is None or earlier.used_at or earlier.may_be_sent_again:
        send_proof(application, email=email)


def remind_returned_applications(*, day=None) -> int:
    """Once, ten working days after an application was asked back, send its remark and a fresh link again."""
    day = day or calendar.today()
    if not calendar.is_working_day(day):
        return 0
    asked = ApplicationReturn.objects.unanswered().filter(
        reminded_at=None, application__state=Application.State.RETURNED
    )
    due = [
        row.pk
        for row in asked
        if calendar.working_days_between(calendar.as_date(row.returned_at), day) >= REMIND_AFTER
    ]
    return sum(_remind(pk) for pk in due)


def _remind(pk) -> bool:
    with transaction.atomic():
        application = Application.objects.select_for_update(of=("self",)).get(returns=pk)
        asked = ApplicationReturn.objects.get(pk=pk)
        if asked.reminded_at or asked.answered_at or not application.is_returned:
            return False
        asked.reminded_at = timezone.now()
        asked.save(update_fields=["reminded_at"])
        send_revision(application, mail="application_return_reminded")
    return True
