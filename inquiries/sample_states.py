"""Sample inquiries in which 堺市 and the demo wards stand in the states that take longest to come about."""

import datetime
from decimal import Decimal

from django.utils import timezone

from inquiries.actions.delegating import PROPOSAL
from inquiries.actions.questions import in_words
from inquiries.models import Inquiry, InquiryAnswer, InquiryStep, Question
from inquiries.sample_rows import answers_of, answers_with, has_none, reads, sent, step_at, writes
from members.models import Organization, User
from office import calendar, index

Kind, Step, State = Question.Kind, InquiryStep.Kind, InquiryAnswer.State
STALL = [
    {"kind": Kind.CHOICE, "label": "来年度の物産展への出展", "options": ["出展する", "検討中", "出展しない"]},
    {"kind": Kind.NUMBER, "label": "希望する区画の数", "unit": "区画"},
    {"kind": Kind.TEXT, "label": "販売したい特産品", "required": False},
]
DESK = [
    {"kind": Kind.TEXT, "label": "平日の夜間と休日に連絡できる部署", "help_text": "部署名を書いてください。"},
    {"kind": Kind.NUMBER, "label": "受け入れられる応援職員の人数", "unit": "人", "required": False},
]
TRAINING = [
    {"kind": Kind.NUMBER, "label": "合同研修に参加する人数", "unit": "人"},
    {"kind": Kind.DATE, "label": "参加できる日"},
]
MAGAZINE = [{"kind": Kind.CHOICE, "label": "広報紙の掲載の枠", "options": ["ある", "ない"]}]


def load(*, ward, secretariat) -> None:
    people = {user.email.split("@")[0]: user for user in User.objects.filter(email__endswith="@demo.example")}
    ward2 = people["ward2"]
    officer, colleague = people["officer"], people.get("colleague", people["officer"])
    _proposed(ward, colleague)
    _overdue(ward2, officer, colleague)
    _returned(ward2, officer, colleague)
    _changed(secretariat)
    _withdrawn(secretariat)


def _some(asking) -> list[Organization]:
    """堺市, 釧路市, the two wards and five more members, in code order."""
    rows = Organization.objects.members().exclude(pk=asking.pk).select_related("local_government")
    named = ["271403", "012068", "131032", "131083"]
    others = rows.filter(kind=Organization.Kind.MUNICIPALITY).exclude(local_government__code__in=named)
    return [*rows.filter(local_government__code__in=named), *others.order_by("local_government__code")[:5]]


def _due(days: int) -> datetime.date:
    return calendar.add_working_days(calendar.today(), days)


def _ago(days: int) -> datetime.datetime:
    return timezone.now() - datetime.timedelta(days=days)


def _asked(by, title, questions, *, days_ago: int, due: int, **facts) -> Inquiry | None:
    reach, asked = Inquiry.Reach.CHOSEN, _some(by.organization)
    facts |= {"answer_due": _due(due), "reach": reach}
    inquiry = sent(by, title, questions, asked, days_ago=days_ago, **facts)
    if inquiry:
        inquiry.chosen.set(asked)
        index.refresh(inquiry)
    return inquiry


def _of_sakai(inquiry) -> InquiryAnswer:
    return inquiry.answers.select_related("organization").get(organization__local_government__code="271403")


def _draft(answer, by, given, *, days_ago: int) -> None:
    reads(answer, days_ago)
    answer.drafted_at, answer.drafted_by = _ago(days_ago), by
    answer.save()
    writes(answer, given)
    step_at(answer.inquiry, by, Step.DRAFTED, answer.drafted_at, answer=answer)


def _proposed(by, colleague) -> None:
    """堺市's draft waits for its representative; what everybody answered is shown in numbers."""
    inquiry = _asked(
        by, "来年度の物産展への出展の意向", STALL, days_ago=6, due=4,
        needs_representative=True, results_shown=Inquiry.Shown.COUNTS,
    )  # fmt: skip
    if inquiry is None:
        return
    for number, answer in enumerate(answers_of(inquiry, leave="271403")):
        if number % 2 == 0:
            given = {1: STALL[0]["options"][number % 3], 2: Decimal(number % 3)}
            answers_with(answer, by, given)
    answer = _of_sakai(inquiry)
    _draft(answer, colleague, {1: "出展する", 2: Decimal(2), 3: "刃物と和菓子"}, days_ago=2)
    answer.proposed_at, answer.proposed_by = _ago(1), colleague
    answer.save()
    changes = {PROPOSAL: ["", "回答"]}
    step_at(inquiry, colleague, Step.PROPOSED, answer.proposed_at, answer=answer, changes=changes)


def _overdue(by, officer, colleague) -> None:
    """The due date is over: one answered late, 堺市 has only decided who writes."""
    inquiry = _asked(by, "災害時の連絡先の確認", DESK, days_ago=20, due=-4)
    if inquiry is None:
        return
    for number, answer in enumerate(answers_of(inquiry, leave="271403")):
        if number % 3 == 0:
            answers_with(answer, by, {1: "見本の防災部署", 2: Decimal(number + 2)}, 15 if number else 0)
        elif number % 3 == 1 and answer.organization_id != officer.organization.pk:
            reads(answer)
    answer = _of_sakai(inquiry)
    reads(answer, 10)
    answer.delegated_to, answer.delegated_by, answer.delegated_at = colleague, officer, _ago(9)
    answer.delegated_note = "防災部署に確かめてから書いてください。"
    answer.save()
    step_at(
        inquiry, officer, Step.DELEGATED, answer.delegated_at, answer=answer,
        note=answer.delegated_note, changes={"回答の担当": ["", colleague.name]},
    )  # fmt: skip


def _returned(by, officer, colleague) -> None:
    """堺市's representative has given the draft back."""
    inquiry = _asked(by, "合同研修への参加", TRAINING, days_ago=4, due=6, needs_representative=True)
    if inquiry is None:
        return
    answer = _of_sakai(inquiry)
    _draft(answer, colleague, {1: Decimal(30), 2: _due(20)}, days_ago=3)
    changes = {PROPOSAL: ["", "回答"]}
    step_at(inquiry, colleague, Step.PROPOSED, _ago(2), answer=answer, changes=changes)
    note = "参加する人数は、課ごとに確かめてから書き直してください。"
    step_at(inquiry, officer, Step.RETURNED, _ago(1), answer=answer, note=note)


def _changed(by) -> None:
    """A question was changed and one added after 堺市 had answered; some have answered since."""
    inquiry = _asked(
        by, "職員交流の希望", TRAINING, days_ago=8, due=5, results_shown=Inquiry.Shown.ALL,
    )  # fmt: skip
    if inquiry is None:
        return
    answers = answers_of(inquiry, leave="271403")
    for answer in [_of_sakai(inquiry), *answers[:2]]:
        answers_with(answer, by, {1: Decimal(3), 2: _due(30)}, 6)
    _rewrite(inquiry, by)
    for answer in answers[2:5]:
        answers_with(answer, by, {1: Decimal(2), 2: _due(40), 3: "半年"})
    has_none(answers[5], by, "今年度は職員交流の予定がありません。")


def _rewrite(inquiry, by) -> None:
    first = inquiry.questions.get(line=1)
    changed = Question(
        inquiry=inquiry, line=1, position=1, version=2, since=2, kind=Kind.NUMBER,
        label="派遣を希望する職員の人数(延べではなく実人数)", unit="人",
    )  # fmt: skip
    added = Question(
        inquiry=inquiry, line=3, position=3, since=2, kind=Kind.CHOICE,
        label="希望する期間", options=["1か月", "半年", "1年"],
    )  # fmt: skip
    changes = {"問1(変更)": [in_words(first), in_words(changed)], "問3(追加)": ["", in_words(added)]}
    first.retired_in = 2
    first.save()
    changed.save()
    added.save()
    inquiry.questions_version = 2
    inquiry.save()
    note = "人数の数え方についての問合せが多かったため、質問を改めました。"
    step_at(inquiry, by, Step.CHANGED, _ago(4), note=note, changes=changes)
    index.refresh(inquiry)


def _withdrawn(by) -> None:
    inquiry = _asked(by, "広報紙の掲載の枠", MAGAZINE, days_ago=12, due=3)
    if inquiry is None:
        return
    answers_with(_of_sakai(inquiry), by, {1: "ある"}, 10)
    inquiry.state, inquiry.withdrawn_at, inquiry.withdrawn_by = Inquiry.State.WITHDRAWN, _ago(7), by
    inquiry.withdrawn_reason = "ほかの照会と重なっていたため、取り下げます。"
    inquiry.save()
    step_at(inquiry, by, Step.WITHDRAWN, inquiry.withdrawn_at, note=inquiry.withdrawn_reason)
    index.refresh(inquiry)
