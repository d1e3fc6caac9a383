"""Two who press at the same moment what excludes each other: one is refused, and nothing is half done."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from common import japanese_calendar
from common.outbox.models import OutgoingMail
from common.refusals import ActionRefused
from correspondence.closing.actions import close
from correspondence.sending.actions import approve, take_back
from members.mail_tokens.models import MailToken
from pamphlets.answer_changes.actions import agree_to_change, propose_change
from pamphlets.answers.actions import answer_pamphlet
from pamphlets.answers_by_mail.actions import answer_by_mail
from pamphlets.changes.actions import withdraw_pamphlet
from pamphlets.deliveries.actions import Parcel, dispatch_copies
from pamphlets.deliveries.models import Delivery
from pamphlets.requests.models import PamphletRequest
from tests.threads import in_threads
from tests.worker import write_mails

pytestmark = pytest.mark.django_db(transaction=True)
REFUSALS = (ValidationError, PermissionDenied, ActionRefused)


def at_once(*calls) -> list[str]:
    def tried(call):
        try:
            call()
        except REFUSALS:
            return "refused"
        return "done"

    return in_threads(*[lambda call=call: tried(call) for call in calls])


def test_dispatch_and_withdrawal(committed, pamphlet, officer, colleague, ward_officer, koto, answer_of):
    own = answer_of(pamphlet, koto)
    answer_pamphlet(answer=own, state="accepted", copies=10, by=ward_officer)
    parcels = [Parcel(own.pk)]
    found = at_once(
        lambda: dispatch_copies(
            pamphlet=pamphlet, parcels=parcels, on=japanese_calendar.today(), carrier="", by=officer
        ),
        lambda: withdraw_pamphlet(pamphlet=pamphlet, by=colleague, reason="中止です。"),
    )
    pamphlet.refresh_from_db()
    assert sorted(found) == ["done", "refused"]
    assert pamphlet.is_withdrawn != Delivery.objects.exists()


def test_consent_and_dispatch(committed, pamphlet, officer, colleague, ward_officer, koto, answer_of):
    own = answer_of(pamphlet, koto)
    answer_pamphlet(answer=own, state="accepted", copies=10, by=ward_officer)
    change = propose_change(answer=own, copies=5, places=None, reason="棚減", by=ward_officer)
    parcels = [Parcel(own.pk)]
    consent, left = at_once(
        lambda: agree_to_change(change=change, by=officer),
        lambda: dispatch_copies(
            pamphlet=pamphlet, parcels=parcels, on=japanese_calendar.today(), carrier="", by=colleague
        ),
    )
    own.refresh_from_db()
    assert (consent, own.copies) == ("done", 5)  # what leaves, leaves in the number that both agreed to
    assert (left == "done") == Delivery.objects.exists()


def test_approval_and_taking_back(committed, in_review, officer, colleague):
    found = at_once(
        lambda: approve(item=in_review, by=officer, version=1),
        lambda: take_back(item=in_review, by=colleague),
    )
    state = PamphletRequest.objects.get().state
    assert (sorted(found), state in ("open", "draft")) == (["done", "refused"], True)
    assert (state == "open") == (found[0] == "done") == in_review.answers.exists()


def test_the_mail_and_the_login(committed, pamphlet, koto, ward_officer, answer_of):
    write_mails("pamphlets.pamphlet_sent")
    own = answer_of(pamphlet, koto)
    mail_token = MailToken.objects.get(subject_id__in=own.links.values("pk"), purpose="ward_answer")
    found = at_once(
        lambda: answer_by_mail(mail_token=mail_token, name="江東 文子", state="accepted", copies=10),
        lambda: answer_pamphlet(answer=own, state="accepted", copies=20, by=ward_officer),
    )
    pamphlet.refresh_from_db()
    own.refresh_from_db()
    assert sorted(found) == ["done", "refused"]
    assert pamphlet.copies_accepted == own.copies == (10 if found[0] == "done" else 20)
    write_mails()
    told = OutgoingMail.objects.filter(purpose="pamphlets.pamphlet_answered")
    assert told.values("subject").distinct().count() == 1


def test_the_answer_and_the_closing(committed, pamphlet, koto, officer, ward_officer, answer_of):
    own = answer_of(pamphlet, koto)
    answered, closed = at_once(
        lambda: answer_pamphlet(answer=own, state="accepted", copies=20, by=ward_officer),
        lambda: close(item=pamphlet, by=officer, although_silent=True),
    )
    pamphlet.refresh_from_db()
    own.refresh_from_db()
    assert closed == "done"
    assert pamphlet.copies_accepted == (20 if answered == "done" else 0)
    assert own.is_taken == (answered == "done")
