"""Two who press at the same moment what excludes each other: one is refused, and nothing is half done."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from board import tasks_pamphlet as tasks
from board.actions import answer_change as changes
from board.actions import by_mail, delivery
from board.actions import pamphlet as pamphlets
from board.actions import pamphlet_draft as drafts
from board.actions import ward_answer as answers
from board.models import Delivery, PamphletRequest
from members.models import MailProof
from members.refusals import Refused
from office import calendar
from office.models import Mail
from tests.board.threads import in_threads

pytestmark = pytest.mark.django_db(transaction=True)
REFUSALS = (ValidationError, PermissionDenied, Refused)


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
    answers.answer_pamphlet(answer=own, state="accepted", copies=10, by=ward_officer)
    parcels = [delivery.Parcel(own.pk)]
    found = at_once(
        lambda: delivery.dispatch_copies(
            pamphlet=pamphlet, parcels=parcels, on=calendar.today(), carrier="", by=officer
        ),
        lambda: pamphlets.withdraw_pamphlet(pamphlet=pamphlet, by=colleague, reason="中止です。"),
    )
    pamphlet.refresh_from_db()
    assert sorted(found) == ["done", "refused"]
    assert pamphlet.is_withdrawn != Delivery.objects.exists()


def test_consent_and_dispatch(committed, pamphlet, officer, colleague, ward_officer, koto, answer_of):
    own = answer_of(pamphlet, koto)
    answers.answer_pamphlet(answer=own, state="accepted", copies=10, by=ward_officer)
    change = changes.propose_change(answer=own, copies=5, places=None, reason="棚減", by=ward_officer)
    parcels = [delivery.Parcel(own.pk)]
    consent, left = at_once(
        lambda: changes.agree_to_change(change=change, by=officer),
        lambda: delivery.dispatch_copies(
            pamphlet=pamphlet, parcels=parcels, on=calendar.today(), carrier="", by=colleague
        ),
    )
    own.refresh_from_db()
    assert (consent, own.copies) == ("done", 5)  # what leaves, leaves in the number that both agreed to
    assert (left == "done") == Delivery.objects.exists()


def test_approval_and_taking_back(committed, in_review, officer, colleague):
    found = at_once(
        lambda: drafts.approve_pamphlet(pamphlet=in_review, by=officer, version=1),
        lambda: drafts.take_back(pamphlet=in_review, by=colleague),
    )
    state = PamphletRequest.objects.get().state
    assert (sorted(found), state in ("open", "draft")) == (["done", "refused"], True)
    assert (state == "open") == (found[0] == "done") == in_review.answers.exists()


def test_the_mail_and_the_login(committed, pamphlet, koto, ward_officer, answer_of):
    tasks.tell_wards_of_pamphlet(pamphlet.pk, "requested")
    own = answer_of(pamphlet, koto)
    proof = MailProof.objects.get(subject_ward_letter__answer=own)
    found = at_once(
        lambda: by_mail.answer_by_mail(proof=proof, name="江東 文子", state="accepted", copies=10),
        lambda: answers.answer_pamphlet(answer=own, state="accepted", copies=20, by=ward_officer),
    )
    pamphlet.refresh_from_db()
    own.refresh_from_db()
    assert sorted(found) == ["done", "refused"]
    assert pamphlet.copies_accepted == own.copies == (10 if found[0] == "done" else 20)
    told = Mail.objects.filter(purpose="board.pamphlet_answered")
    assert told.values("subject").distinct().count() == 1


def test_the_answer_and_the_closing(committed, pamphlet, koto, officer, ward_officer, answer_of):
    own = answer_of(pamphlet, koto)
    answered, closed = at_once(
        lambda: answers.answer_pamphlet(answer=own, state="accepted", copies=20, by=ward_officer),
        lambda: pamphlets.close_pamphlet(pamphlet=pamphlet, by=officer, although_silent=True),
    )
    pamphlet.refresh_from_db()
    own.refresh_from_db()
    assert closed == "done"
    assert pamphlet.copies_accepted == (20 if answered == "done" else 0)
    assert own.is_taken == (answered == "done")
