"""An application asked back (差戻し): the remark, the mail with link and code, the corrected form."""

import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from common.audit_log.actions import record
from common.refusals import ActionRefused
from members.application_returns.emails import ApplicationReturned, ApplicationReturnReminded
from members.application_returns.models import ApplicationReturn
from members.applications.actions import (
    ALREADY_OPEN,
    APPLICATION_PURPOSE,
    address_is_taken,
    enter_queue,
    lock_for_decision,
    send_application_token,
    take_correction,
)
from members.applications.emails import AccountExists
from members.applications.models import Application
from members.applications.rules import can_return_application
from members.mail_tokens.actions import (
    lock_resendable_token,
    lock_usable_token,
    send_token_mail,
    tokens_of,
    use_token,
)
from members.users.models import User

REVISION_PURPOSE = "revision"  # of mail tokens
REVISION_LIFETIME = datetime.timedelta(days=30)  # of its link and code

NOT_RETURNED = (
    "この申請の修正は、すでに届いているか、審査が終わっています。もう一度操作する必要はありません。"
)


def return_application(*, application, by, remark: str) -> Application:
    """Ask back: the applicant gets the remark and the way to the form by mail."""
    with transaction.atomic():
        application = lock_for_decision(application, by, may=can_return_application)
        asked = ApplicationReturn.objects.create(application=application, remark=remark, returned_by=by)
        application.state = Application.State.RETURNED
        application.returned_at, application.returned_by = asked.returned_at, by
        application.save(update_fields=["state", "returned_at", "returned_by"])
        record(by=by, verb="members.application_returned", obj=application, remark=remark)
        send_revision(application)
    return application


def send_revision(application, *, mail=ApplicationReturned, counted=True):
    """Mail the newest remark with a fresh link and code; earlier ones stop working."""
    send_token_mail(
        mail, purpose=REVISION_PURPOSE, subject=application, email=application.email, counted=counted
    )


@transaction.atomic
def resend_revision(*, number: str, email: str) -> bool:
    """The same once more, while the correction is awaited; False where none is due."""
    mail_token = lock_resendable_token(number=number, email=email)
    if mail_token is None or not mail_token.subject.is_returned:
        return False
    send_revision(mail_token.subject)
    return True


def resubmit_application(*, mail_token, fields: dict, answer: str = "") -> Application:
    """The corrected form: back into the queue at once, or when a new address in it is verified."""
    try:
        with transaction.atomic():
            application = Application.objects.select_for_update().get(pk=mail_token.subject_id)
            if not application.is_returned:
                raise ActionRefused(NOT_RETURNED)
            if fields["email"] == application.email:
                use_token(mail_token)
                take_correction(application, fields=fields, answer=answer)
                _delete_token_of_new_address(application)
                enter_queue(application)
            else:
                lock_usable_token(mail_token)
                _await_new_address(application, fields, answer)
    except IntegrityError as error:
        raise ActionRefused(ALREADY_OPEN) from error
    return application


def _delete_token_of_new_address(application):
    tokens_of(application, APPLICATION_PURPOSE).filter(used_at=None).delete()


def _await_new_address(application, fields, answer):
    """Keep what was typed until the address proves itself; one that logs in already is told by mail only."""
    asked = application.returns.unanswered().select_for_update().get()
    asked.typed, asked.answer = fields, answer
    asked.save(update_fields=["typed", "answer"])
    email = fields["email"]
    if address_is_taken(email, government=application.local_government, named=vars(application) | fields):
        _delete_token_of_new_address(application)
        AccountExists(User.objects.get(email=email), number=application.number).write()
        return
    earlier = tokens_of(application, APPLICATION_PURPOSE).first()
    if earlier is None or earlier.used_at or earlier.may_be_sent_again:
        send_application_token(application, email=email)


def remind_returned_application(pk) -> bool:
    """Send it again, unless it was answered or sent again meanwhile."""
    with transaction.atomic():
        application = Application.objects.select_for_update(of=("self",)).get(returns=pk)
        asked = ApplicationReturn.objects.get(pk=pk)
        if asked.reminded_at or asked.answered_at or not application.is_returned:
            return False
        asked.reminded_at = timezone.now()
        asked.save(update_fields=["reminded_at"])
        send_revision(application, mail=ApplicationReturnReminded, counted=False)
    return True
