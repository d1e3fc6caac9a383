"""Everybody at once, and everything that moves copies: the sum is always that of the answers."""

import random

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Sum

from common import japanese_calendar
from common.refusals import ActionRefused, StaleVersion
from correspondence.closing.actions import close
from members.mail_tokens.models import MailToken
from members.organizations.models import Organization
from pamphlets.answer_changes.actions import (
    agree_to_change,
    cancel_change,
    propose_change,
    refuse_change,
)
from pamphlets.answer_changes.models import AnswerChange
from pamphlets.answers.actions import answer_pamphlet
from pamphlets.answers.models import WardAnswer
from pamphlets.answers_by_mail.actions import answer_by_mail
from pamphlets.changes.actions import change_pamphlet, withdraw_pamphlet
from pamphlets.deliveries.actions import Parcel, dispatch_copies, undo_step
from pamphlets.reminders.tasks import remind_wards
from pamphlets.requests.models import PamphletRequest
from pamphlets.sending.emails import PamphletSent
from pamphlets.ward_questions.actions import ask_back, reply_question
from pamphlets.ward_questions.emails import PamphletQuestionReplied
from pamphlets.ward_questions.models import WardQuestion
from tests.pamphlets.changes.test_changes import values_of
from tests.threads import in_threads
from tests.worker import by_clock, write_mails

pytestmark = pytest.mark.slow

REFUSALS = (ValidationError, PermissionDenied, ActionRefused, StaleVersion)
THREADS, STEPS = 6, 40


@pytest.fixture
def wards(make_organization, make_user):
    """Five wards with two officers each."""
    found = []
    for number in range(5):
        ward = make_organization(
            f"見本{number}区", code=f"13199{number}", prefecture="東京都", kind=Organization.Kind.SPECIAL_WARD
        )
        found.append((ward, [make_user(f"w{number}{mate}@city.example", ward) for mate in range(2)]))
    return found


class Storm:
    """One person who presses whatever there is, in the name of whoever may."""

    def __init__(self, seed, pamphlet, owners, wards):
        self.dice, self.pk, self.owners, self.wards = random.Random(seed), pamphlet.pk, owners, wards
        self.done = self.refused = 0

    def step(self):
        press = self.dice.choices(
            [self.answer, self.by_mail, self.ask, self.reply, self.propose, self.decide, self.dispatch,
             self.undo, self.change, self.close_or_withdraw, self.job],
            [6, 4, 2, 2, 4, 6, 2, 2, 3, 0.1, 1],
        )[0]  # fmt: skip
        pamphlet = PamphletRequest.objects.get(pk=self.pk)
        ward, officers = self.dice.choice(self.wards)
        answer = pamphlet.answers.get(organization=ward)
        try:
            press(pamphlet, answer, self.dice.choice(self.owners), self.dice.choice(officers))
        except REFUSALS:
            self.refused += 1
        else:
            self.done += 1

    def said(self) -> dict:
        state = self.dice.choice(["accepted", "accepted", "partial", "declined"])
        return {"state": state, "copies": self.dice.randint(1, 60), "remark": f"理由{self.dice.random()}"}

    def answer(self, pamphlet, answer, owner, officer):
        answer_pamphlet(answer=answer, by=officer, **self.said())

    def by_mail(self, pamphlet, answer, owner, officer):
        mail_token = MailToken.objects.filter(
            subject_id__in=answer.links.values("pk"), purpose="ward_answer"
        ).first()
        if mail_token:
            answer_by_mail(mail_token=mail_token, name="区の人", **self.said())

    def ask(self, pamphlet, answer, owner, officer):
        ask_back(answer=answer, text=f"問い{self.dice.random()}", by=officer)

    def reply(self, pamphlet, answer, owner, officer):
        if question := WardQuestion.objects.filter(answer=answer).last():
            reply_question(question=question, reply="はい。", by=owner)

    def propose(self, pamphlet, answer, owner, officer):
        copies, by = self.dice.randint(0, 90), self.dice.choice([owner, officer])
        propose_change(answer=answer, copies=copies, places=None, reason=f"{copies}部", by=by)

    def decide(self, pamphlet, answer, owner, officer):
        if change := AnswerChange.objects.open().filter(answer=answer).first():
            decide = self.dice.choice([agree_to_change] * 4 + [refuse_change, cancel_change])
            decide(change=change, by=self.dice.choice([owner, officer]))

    def dispatch(self, pamphlet, answer, owner, officer):
        dispatch_copies(
            pamphlet=pamphlet, parcels=[Parcel(answer.pk)], on=japanese_calendar.today(), carrier="", by=owner
        )

    def undo(self, pamphlet, answer, owner, officer):
        undo_step(answer=answer, step="dispatched", reason="間違いです。", by=owner)

    def change(self, pamphlet, answer, owner, officer):
        values = values_of(pamphlet, copies_available=self.dice.randint(60, 160))
        change_pamphlet(pamphlet=pamphlet, by=owner, version=pamphlet.version, values=values, files=[])

    def close_or_withdraw(self, pamphlet, answer, owner, officer):
        if self.dice.random() < 0.7:
            close(item=pamphlet, by=owner, although_silent=True)
        else:
            withdraw_pamphlet(pamphlet=pamphlet, by=owner, reason="中止です。")

    def job(self, pamphlet, answer, owner, officer):
        if question := WardQuestion.objects.filter(answer=answer, replied_at__isnull=False).last():
            PamphletQuestionReplied(question).write()
        PamphletSent(pamphlet).write()
        by_clock(remind_wards)


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_the_sum_of_copies_holds_in_a_storm(committed, seed, make_pamphlet, officer, colleague, wards):
    pamphlet = make_pamphlet(
        officer, [ward for ward, _ in wards], copies_available=120,
        answer_due=japanese_calendar.add_working_days(japanese_calendar.today(), 4),
    )  # fmt: skip
    write_mails("pamphlets.pamphlet_sent")
    storms = [Storm(seed * 100 + number, pamphlet, [officer, colleague], wards) for number in range(THREADS)]
    sums = []

    def press(storm):
        for _ in range(STEPS):
            storm.step()
            if storm is storms[0]:
                sums.append(sums_of(pamphlet.pk))
        return "whole"

    assert in_threads(*[lambda storm=storm: press(storm) for storm in storms]) == ["whole"] * THREADS
    for accepted, available, of_answers in sums:
        assert accepted == of_answers <= available
    accepted, available, of_answers = sums_of(pamphlet.pk)
    assert accepted == of_answers <= available
    assert sum(storm.done for storm in storms) > 40  # it did blow
    assert sum(storm.refused for storm in storms) > 20
    for answer in WardAnswer.objects.filter(delivery__isnull=False):
        assert answer.is_taken
        assert not answer.changes.open().exists()


def sums_of(pk) -> tuple[int, int, int]:
    """What the request says, what there is, and what its answers say, at one moment."""
    row = PamphletRequest.objects.annotate(taken=Sum("answers__copies")).get(pk=pk)
    return row.copies_accepted, row.copies_available, row.taken or 0
