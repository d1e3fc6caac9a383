"""Many at once on one inquiry: nothing breaks, nobody waits in a ring, answers fit their questions."""

import random
import threading
import time

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import F, Q

from common import japanese_calendar
from common.refusals import ActionRefused, StaleVersion
from correspondence.answers.actions import lock_answer, mark_read
from correspondence.delegation.actions import DelegatedMeanwhile
from correspondence.delegation.models import key_of
from correspondence.questions.actions import ASKED
from correspondence.steps.actions import record_step
from inquiries.answers.actions import answer_inquiry, draft_answer
from inquiries.answers.models import AnswerLink, AnswerValue, InquiryAnswer
from inquiries.answers_by_mail.actions import write_by_mail
from inquiries.changes.actions import add_organizations, move_due
from inquiries.delegation.actions import delegate_answer
from inquiries.inquiries.models import Inquiry
from inquiries.progress.emails import InquiryComplete
from inquiries.progress.tasks import notify_progress
from inquiries.questions.actions import change_questions
from inquiries.reminders.tasks import remind_organizations
from inquiries.sending.emails import InquirySent
from inquiries.steps.models import InquiryStep
from members.handovers.actions import hand_over
from members.mail_tokens.models import MailToken
from members.users.models import User
from tests.worker import by_clock, write_mails

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ANSWERED = InquiryAnswer.State.ANSWERED
EXPECTED = (ActionRefused, StaleVersion, PermissionDenied, ValidationError, DelegatedMeanwhile)
SECONDS = 2
DEEDS, AT_MOST = 40, 30  # a slow machine goes on until so many were done, so many seconds at most


class Storm:
    """What anybody may do, by name; each deed reads what stands there, as a page does, and acts on it."""

    def __init__(self, inquiry, asker, people, newcomers, dice):
        self.pk, self.asker, self.people, self.newcomers = inquiry.pk, asker, people, newcomers
        self.dice = dice
        self.count = 0

    def deeds(self):
        answering_deeds = [self.read, self.draft, self.answer, self.answer, self.none, self.delegate]
        answering_deeds += [self.by_mail, self.draft_by_mail]
        asking_deeds = [
            self.change,
            self.move,
            self.add,
            lambda: by_clock(remind_organizations),
            lambda: by_clock(notify_progress),
        ]
        return [*answering_deeds, *asking_deeds, self.mail]

    def mail(self):
        inquiry = Inquiry.objects.select_related("organization", "section").get(pk=self.pk)
        self.dice.choice([InquirySent, InquiryComplete])(inquiry, given=self.dice.random()).write()

    def asked(self):
        by = self.dice.choice(self.people)
        inquiry = Inquiry.objects.get(pk=self.pk)
        answer = inquiry.answers.select_related("organization__local_government").get(
            organization=by.organization
        )
        values = {question: self.value(question) for question in inquiry.questions.current()}
        facts = {"version": answer.version, "questions_version": inquiry.questions_version}
        return by, answer, values, facts

    def value(self, question):
        return {"text": f"文{self.dice.random()}", "number": self.dice.randrange(9)}.get(question.kind)

    def read(self):
        by, answer, *_ = self.asked()
        mark_read(answer=answer, by=by)

    def draft(self):
        by, answer, values, facts = self.asked()
        draft_answer(answer=answer, by=by, values=values, **facts)

    def answer(self):
        by, answer, values, facts = self.asked()
        answer_inquiry(answer=answer, by=by, values=values, state=ANSWERED, **facts)

    def none(self):
        by, answer, _, facts = self.asked()
        answer_inquiry(answer=answer, by=by, state=InquiryAnswer.State.NONE, **facts)

    def by_mail(self):
        _, answer, values, facts = self.asked()
        self.write_by_mail(answer_inquiry, answer, values=values, state=ANSWERED, **facts)

    def draft_by_mail(self):
        _, answer, values, facts = self.asked()
        self.write_by_mail(draft_answer, answer, values=values, **facts)

    def write_by_mail(self, action, answer, **facts):
        links = answer.links.values("pk")
        mail_token = MailToken.objects.filter(purpose=AnswerLink.PURPOSE, subject_id__in=links).first()
        if mail_token:
            write_by_mail(action, mail_token=mail_token, name="部署の人", **facts)

    def delegate(self):
        by, answer, *_ = self.asked()
        chosen = self.dice.choice([p for p in self.people if p.organization == by.organization])
        delegate_answer(answer=answer, by=by, assignee=chosen, known=key_of(answer.delegate))

    def change(self):
        inquiry = Inquiry.objects.get(pk=self.pk)
        rows = list(inquiry.questions.current().values("line", *ASKED))
        rows[self.dice.randrange(len(rows))]["label"] = f"質問{self.dice.random()}"
        if self.dice.random() < 0.5 and len(rows) > 2:
            rows.pop(self.dice.randrange(len(rows)))
        else:
            rows.append(dict(rows[0], line=None))
        change_questions(inquiry=inquiry, by=self.asker, version=inquiry.version, questions=rows)

    def move(self):
        inquiry = Inquiry.objects.get(pk=self.pk)
        due = japanese_calendar.add_working_days(japanese_calendar.today(), self.dice.randrange(1, 9))
        move_due(inquiry=inquiry, by=self.asker, version=inquiry.version, answer_due=due)

    def add(self):
        some = self.dice.sample(self.newcomers, 3)
        inquiry = Inquiry.objects.get(pk=self.pk)
        add_organizations(inquiry=inquiry, by=self.asker, organizations=some)


def is_over(until, outcomes) -> bool:
    now = time.monotonic()
    return now > until + AT_MOST or (now > until and outcomes.count("done") >= DEEDS)


def do_all(deeds, until, outcomes, seed):
    dice = random.Random(seed)
    try:
        while not is_over(until, outcomes):
            try:
                dice.choice(deeds)()
                outcomes.append("done")
            except EXPECTED as refusal:
                outcomes.append(type(refusal).__name__)
    except Exception as error:  # a deadlock, a violated constraint: what a person would see as an error page
        outcomes.append(error)
    finally:
        connection.close()


def test_six_at_once_break_nothing(
    make_inquiry, make_organization, make_user, officer, colleague, stranger, ward_officer, sakai, kushiro
):
    newcomers = [make_organization(f"見本{n}町", prefecture="北海道") for n in range(8)]
    questions = [{"kind": kind, "label": f"問い{n}"} for n, kind in enumerate(["text", "number", "text"])]
    inquiry = make_inquiry(ward_officer, [sakai, kushiro], questions=questions)
    write_mails("inquiries.inquiry_sent")
    storm = Storm(inquiry, ward_officer, [officer, colleague, stranger], newcomers, random.Random(7))
    outcomes, until = [], time.monotonic() + SECONDS
    threads = [
        threading.Thread(target=do_all, args=[storm.deeds(), until, outcomes, seed]) for seed in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert outcomes.count("done") >= DEEDS
    storm.answer()  # in the calm: so that there are values to look at, whatever the storm left
    of_its_set = Q(question__since__lte=F("answer__questions_version")) & (
        Q(question__retired_in=None) | Q(question__retired_in__gt=F("answer__questions_version"))
    )
    given = AnswerValue.objects.filter(answer__state=ANSWERED)
    assert given.exists()
    assert not given.exclude(of_its_set).exists()
    first = InquiryStep.objects.filter(kind=InquiryStep.Kind.ANSWERED).values_list("answer", flat=True)
    assert sorted(first) == sorted(inquiry.answers.given().values_list("pk", flat=True))
    for line in set(inquiry.questions.values_list("line", flat=True)):
        assert inquiry.questions.filter(line=line, retired_in=None).count() <= 1


def test_a_hand_over_waits_in_no_ring_with_the_answer_of_the_one_who_leaves(
    inquiry, answer, officer, colleague
):
    """Writing while a post passes on: the answer names the writer, the hand-over moves what was given."""
    delegate_answer(answer=answer, by=officer, assignee=colleague)
    holds, outcomes = threading.Event(), []

    def write():
        try:
            with transaction.atomic():
                locked, row = lock_answer(answer)
                holds.set()
                time.sleep(0.4)
                record_step(locked, colleague, InquiryStep.Kind.DRAFTED, answer=row)
            outcomes.append("written")
        except Exception as error:
            outcomes.append(error)
        finally:
            connection.close()

    def pass_on():
        holds.wait(5)
        try:
            hand_over(
                leaving=colleague, successor_name="堺 後子", successor_email="next@city.example",
                effective_on=japanese_calendar.today(), by=officer,
            )  # fmt: skip
            outcomes.append("passed")
        except Exception as error:
            outcomes.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=job) for job in (write, pass_on)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes == ["written", "passed"]
    answer.refresh_from_db()
    assert answer.delegated_to == User.objects.get(email="next@city.example")
