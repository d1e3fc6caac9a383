"""Everybody at once, and everything that moves copies: the sum is always that of the answers."""

import random

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Sum

from board import telling_pamphlet
from board.actions import answer_change as changes
from board.actions import by_mail, delivery
from board.actions import pamphlet as pamphlets
from board.actions import pamphlet_change as later
from board.actions import ward_answer as answers
from board.actions.reminders import remind_wards
from board.models import AnswerChange, PamphletRequest, WardAnswer, WardQuestion
from members.models import MailProof, Organization
from members.refusals import Overtaken, Refused
from office import calendar
from tests.board.pamphlet.test_pamphlet_change import values_of
from tests.board.threads import in_threads

REFUSALS = (ValidationError, PermissionDenied, Refused, Overtaken)
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
        answer = pamphlet.answers.get(ward=ward)
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
        answers.answer_pamphlet(answer=answer, by=officer, **self.said())

    def by_mail(self, pamphlet, answer, owner, officer):
        proof = MailProof.objects.filter(subject_ward_letter__answer=answer).first()
        if proof:
            by_mail.answer_by_mail(proof=proof, name="区の人", **self.said())

    def ask(self, pamphlet, answer, owner, officer):
        answers.ask_back(answer=answer, text=f"問い{self.dice.random()}", by=officer)

    def reply(self, pamphlet, answer, owner, officer):
        if question := WardQuestion.objects.filter(answer=answer).last():
            answers.reply_question(question=question, text="はい。", by=owner)

    def propose(self, pamphlet, answer, owner, officer):
        copies, by = self.dice.randint(0, 90), self.dice.choice([owner, officer])
        changes.propose_change(answer=answer, copies=copies, places=None, reason=f"{copies}部", by=by)

    def decide(self, pamphlet, answer, owner, officer):
        if change := AnswerChange.objects.open().filter(answer=answer).first():
            decide = self.dice.choice(
                [changes.agree_to_change] * 4 + [changes.refuse_change, changes.cancel_change]
            )
            decide(change=change, by=self.dice.choice([owner, officer]))

    def dispatch(self, pamphlet, answer, owner, officer):
        delivery.dispatch_copies(
            pamphlet=pamphlet, parcels=[delivery.Parcel(answer.pk)], on=calendar.today(), carrier="", by=owner
        )

    def undo(self, pamphlet, answer, owner, officer):
        delivery.undo_step(answer=answer, step="dispatched", reason="間違いです。", by=owner)

    def change(self, pamphlet, answer, owner, officer):
        values = values_of(pamphlet, copies_available=self.dice.randint(60, 160))
        later.change_pamphlet(pamphlet=pamphlet, by=owner, version=pamphlet.version, values=values, files=[])

    def close_or_withdraw(self, pamphlet, answer, owner, officer):
        if self.dice.random() < 0.7:
            pamphlets.close_pamphlet(pamphlet=pamphlet, by=owner, although_silent=True)
        else:
            pamphlets.withdraw_pamphlet(pamphlet=pamphlet, by=owner, reason="中止です。")

    def job(self, pamphlet, answer, owner, officer):
        if question := WardQuestion.objects.filter(answer=answer, replied_at__isnull=False).last():
            telling_pamphlet.tell_reply(question.pk)
        telling_pamphlet.tell_wards(pamphlet.pk, "requested")
        remind_wards()


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_the_sum_of_copies_holds_in_a_storm(committed, seed, make_pamphlet, officer, colleague, wards):
    pamphlet = make_pamphlet(
        officer, [ward for ward, _ in wards], copies_available=120,
        answer_due=calendar.add_working_days(calendar.today(), 4),
    )  # fmt: skip
    telling_pamphlet.tell_wards(pamphlet.pk, "requested")
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
