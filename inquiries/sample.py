"""Sample inquiries for a first look, marked 【見本】; written without a mail to anybody."""

import datetime
import io
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from PIL import Image

from inquiries.actions.drafting import ask, set_questions, step_of
from inquiries.models import AnswerValue, Inquiry, InquiryAnswer, InquiryStep, Question
from members.models import Organization, User
from office import cabinet, calendar, index

MARK = "【見本】"
Kind, State = Question.Kind, InquiryAnswer.State
SAYS = f"{MARK}画面を確かめるための見本で、実際の照会ではありません。"
EVERY_KIND = [
    {"kind": Kind.TEXT, "label": "23区との連携で取り組んでいることを書いてください。"},
    {"kind": Kind.NUMBER, "label": "昨年度の交流事業に参加した人数", "unit": "人"},
    {"kind": Kind.CHOICE, "label": "来年度の予定", "options": ["続ける", "広げる", "やめる", "未定"]},
    {
        "kind": Kind.MULTIPLE,
        "label": "連携したい分野",
        "options": ["観光・物産", "防災", "移住・定住", "森林・木材", "文化・スポーツ"],
        "help_text": "当てはまるものを、いくつでも選んでください。",
    },
    {"kind": Kind.DATE, "label": "次に23区を訪れる予定の日", "required": False},
    {
        "kind": Kind.FILE,
        "label": "事業の概要がわかる資料",
        "help_text": "PDFまたは画像。なければ空のままで構いません。",
        "required": False,
    },
]
RACKS = [
    {"kind": Kind.NUMBER, "label": "パンフレットを置いている場所の数", "unit": "か所"},
    {"kind": Kind.CHOICE, "label": "年度の途中でも受け入れられますか。", "options": ["はい", "いいえ"]},
    {"kind": Kind.TEXT, "label": "困っていることがあれば書いてください。", "required": False},
]
SPOKEN = ["物産展を年2回開いています。", "小学生の交流を続けています。", "災害時の協力を話し合っています。"]


@transaction.atomic
def load() -> int:
    """Write the samples that are missing; return how many were written."""
    ward = User.objects.get(email="ward@demo.example")
    secretariat = User.objects.get(email="secretariat@demo.example")
    before = Inquiry.objects.count()
    _asked_by_ward(ward)
    _closed_of_secretariat(secretariat)
    _unsent(ward, "来年度の合同物産展の希望", EVERY_KIND[2:5], reach=Inquiry.Reach.MEMBERS)
    _unsent(secretariat, "連携事業の実績(毎年度)", EVERY_KIND[:4], is_template=True)
    return Inquiry.objects.count() - before


def _unsent(by, title, questions, **facts) -> Inquiry | None:
    """A draft or a template; None where it is there already."""
    title = f"{MARK}{title}"
    if Inquiry.objects.filter(title=title).exists():
        return None
    inquiry = Inquiry.objects.create(
        organization=by.organization,
        organization_name=by.organization.full_name,
        section=by.section,
        author=by,
        author_name=by.name,
        title=title,
        description=SAYS,
        saved_by=by,
        **facts,
    )
    set_questions(inquiry, questions)
    return inquiry


def _sent(by, title, questions, organizations, *, days_ago: int, **facts) -> Inquiry | None:
    inquiry = _unsent(by, title, questions, **facts)
    if inquiry:
        inquiry.state, inquiry.sent_by = Inquiry.State.OPEN, by
        inquiry.sent_at = timezone.now() - datetime.timedelta(days=days_ago)
        inquiry.save()
        ask(inquiry, organizations)
        _step(inquiry, by, InquiryStep.Kind.SENT, inquiry.sent_at)
    return inquiry


def _asked_by_ward(by) -> None:
    """Open, to 20 members, with answers in every state; 堺市's is left to the one who looks around."""
    asked = _twenty(by.organization)
    due = calendar.add_working_days(calendar.today(), 8)
    inquiry = _sent(
        by, "全国連携の取組について", EVERY_KIND, asked, days_ago=5, answer_due=due,
        reach=Inquiry.Reach.CHOSEN, results_shown=Inquiry.Shown.ALL,
    )  # fmt: skip
    if inquiry is None:
        return
    inquiry.chosen.set(asked)
    for number, answer in enumerate(_answers(inquiry, leave="271403")):
        if number % 5 == 1:
            _none(answer, by, "該当する事業がありません。")
        elif number % 5 == 3:
            _read(answer)
        elif number % 5 != 4:
            _answered(answer, by, _everything(number))
    _attach(inquiry, by)
    index.refresh(inquiry)


def _closed_of_secretariat(by) -> None:
    """Closed, to all wards, with results."""
    wards = list(Organization.objects.special_wards().select_related("local_government"))
    due = calendar.add_working_days(calendar.today(), -3)
    inquiry = _sent(
        by, "パンフレットの置き場所について", RACKS, wards, days_ago=20, answer_due=due,
        results_shown=Inquiry.Shown.COUNTS,
    )  # fmt: skip
    if inquiry is None:
        return
    for number, answer in enumerate(_answers(inquiry)):
        if number % 11 != 10:
            given = {1: Decimal(3 + number * 7 % 12), 2: "いいえ" if number % 4 == 3 else "はい"}
            _answered(answer, by, given | ({3: "置き場所が足りません。"} if number % 6 == 2 else {}))
    inquiry.state, inquiry.closed_at, inquiry.closed_by = Inquiry.State.CLOSED, timezone.now(), by
    inquiry.save()
    _step(inquiry, by, InquiryStep.Kind.CLOSED, inquiry.closed_at)
    index.refresh(inquiry)


def _twenty(asking) -> list[Organization]:
    """堺市, 釧路市, 港区 and 17 more members, in code order."""
    rows = Organization.objects.members().exclude(pk=asking.pk).select_related("local_government")
    named = list(rows.filter(local_government__code__in=["271403", "012068", "131032"]))
    others = rows.filter(kind=Organization.Kind.MUNICIPALITY).exclude(pk__in=[row.pk for row in named])
    return named + list(others.order_by("local_government__code")[: 20 - len(named)])


def _answers(inquiry, leave="") -> list[InquiryAnswer]:
    rows = inquiry.answers.select_related("organization").order_by("organization__local_government__code")
    return list(rows.exclude(organization__local_government__code=leave))


def _everything(number: int) -> dict:
    """Something for every kind of question, by its line."""
    options = EVERY_KIND[3]["options"]
    given = {
        1: SPOKEN[number % 3],
        2: Decimal(40 + number * 37 % 400),
        3: EVERY_KIND[2]["options"][number % 4],
    }
    given[4] = options[number % 3 : number % 3 + 2]
    if number % 2:
        given[5] = calendar.add_working_days(calendar.today(), 30 + number)
    return given


def _read(answer) -> None:
    answer.state, answer.read_at = State.READ, timezone.now() - datetime.timedelta(days=2)
    answer.save()


def _none(answer, by, remark: str) -> None:
    answer.remark = remark
    _given(answer, by, State.NONE)


def _answered(answer, by, given: dict) -> None:
    _given(answer, by, State.ANSWERED)
    values = []
    for question in answer.inquiry.questions.current():
        if question.line in given:
            values.append(AnswerValue(answer=answer, question=question))
            values[-1].put(given[question.line])
    AnswerValue.objects.bulk_create(values)


def _given(answer, by, state) -> None:
    """Most members have no account in the sample: the asking one stands in for the person."""
    section, at = answer.organization.sections.first(), timezone.now() - datetime.timedelta(days=1)
    person = User.objects.filter(section__organization=answer.organization).first()
    answer.state, answer.read_at, answer.answered_at = state, at, at
    answer.answered_by, answer.answered_by_name = person or by, person.name if person else "見本 担当"
    answer.answered_section, answer.answered_section_name = section, section.name if section else ""
    answer.questions_version = 1
    answer.save()
    InquiryStep.objects.create(
        inquiry=answer.inquiry, answer=answer, kind=InquiryStep.Kind.ANSWERED, at=at,
        by=answer.answered_by, by_name=answer.answered_by_name, section_name=answer.answered_section_name,
    )  # fmt: skip


def _attach(inquiry, by) -> None:
    """A picture with the inquiry, and one with the first answer that has a place for it."""
    answer = inquiry.answers.filter(state=State.ANSWERED).first()
    value = AnswerValue.objects.create(answer=answer, question=inquiry.questions.get(kind=Kind.FILE))
    for owner, name, colour in ((inquiry, "照会の背景", (33, 96, 148)), (value, "事業の概要", (196, 87, 33))):
        cabinet.attach([cabinet.keep(_page(f"{name}(見本).pdf", colour), by=by)], to=owner)


def _page(name: str, colour) -> SimpleUploadedFile:
    """A one-page PDF without words that could be taken for real."""
    written = io.BytesIO()
    Image.new("RGB", (595, 842), colour).save(written, "PDF")
    return SimpleUploadedFile(name, written.getvalue(), "application/pdf")


def _step(inquiry, by, kind, at) -> None:
    step = step_of(inquiry, by, kind)
    InquiryStep.objects.filter(pk=step.pk).update(at=at)
