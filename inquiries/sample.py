"""Sample inquiries for a first look, marked 【見本】; written without a mail to anybody."""

import io
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from PIL import Image

from inquiries import sample_states
from inquiries.models import AnswerValue, Inquiry, InquiryAnswer, InquiryStep, Question
from inquiries.sample_rows import (
    answers_of,
    answers_with,
    has_none,
    reads,
    sent,
    step_at,
    unsent,
)
from members.models import Organization, User
from office import cabinet, calendar, index

Kind, State = Question.Kind, InquiryAnswer.State
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
    unsent(ward, "来年度の合同物産展の希望", EVERY_KIND[2:5], reach=Inquiry.Reach.MEMBERS)
    unsent(secretariat, "連携事業の実績(毎年度)", EVERY_KIND[:4], is_template=True)
    sample_states.load(ward=ward, secretariat=secretariat)
    return Inquiry.objects.count() - before


def _asked_by_ward(by) -> None:
    """Open, to 20 members, with answers in every state; 堺市's is left to the one who looks around."""
    asked = _twenty(by.organization)
    due = calendar.add_working_days(calendar.today(), 8)
    inquiry = sent(
        by, "全国連携の取組について", EVERY_KIND, asked, days_ago=5, answer_due=due,
        reach=Inquiry.Reach.CHOSEN, results_shown=Inquiry.Shown.ALL,
    )  # fmt: skip
    if inquiry is None:
        return
    inquiry.chosen.set(asked)
    for number, answer in enumerate(answers_of(inquiry, leave="271403")):
        if number % 5 == 1:
            has_none(answer, by, "該当する事業がありません。")
        elif number % 5 == 3:
            reads(answer)
        elif number % 5 != 4:
            answers_with(answer, by, _everything(number))
    _attach(inquiry, by)
    index.refresh(inquiry)


def _closed_of_secretariat(by) -> None:
    """Closed, to all wards, with results."""
    wards = list(Organization.objects.special_wards().select_related("local_government"))
    due = calendar.add_working_days(calendar.today(), -3)
    inquiry = sent(
        by, "パンフレットの置き場所について", RACKS, wards, days_ago=20, answer_due=due,
        results_shown=Inquiry.Shown.COUNTS,
    )  # fmt: skip
    if inquiry is None:
        return
    for number, answer in enumerate(answers_of(inquiry)):
        if number % 11 != 10:
            given = {1: Decimal(3 + number * 7 % 12), 2: "いいえ" if number % 4 == 3 else "はい"}
            given |= {3: "置き場所が足りません。"} if number % 6 == 2 else {}
            answers_with(answer, by, given, 1 if number == 5 else 10)  # one of them late
    inquiry.state, inquiry.closed_at, inquiry.closed_by = Inquiry.State.CLOSED, timezone.now(), by
    inquiry.save()
    step_at(inquiry, by, InquiryStep.Kind.CLOSED, inquiry.closed_at)
    index.refresh(inquiry)


def _twenty(asking) -> list[Organization]:
    """堺市, 釧路市, 港区 and 17 more members, in code order."""
    rows = Organization.objects.members().exclude(pk=asking.pk).select_related("local_government")
    named = list(rows.filter(local_government__code__in=["271403", "012068", "131032"]))
    others = rows.filter(kind=Organization.Kind.MUNICIPALITY).exclude(pk__in=[row.pk for row in named])
    return named + list(others.order_by("local_government__code")[: 20 - len(named)])


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
