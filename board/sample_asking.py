"""Sample requests in every state (見本): answers of all kinds, copies on their way, drafts."""

import datetime
import io
from dataclasses import dataclass, field

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw

from board import sample_files
from board.models import (
    AnswerChange,
    Delivery,
    PamphletRequest,
    PamphletStep,
    WardAnswer,
    WardQuestion,
    WardReminder,
)
from members.models import Organization, Section, User
from office import cabinet, calendar, index

MARK = "【見本】"
NOT_REAL = "画面を確かめるための見本で、実際の依頼ではありません。"
State, Kind = PamphletRequest.State, PamphletStep.Kind
YES, PARTLY, NO, ASKED, SILENT = "accepted", "partial", "declined", "asked", "waiting"
SOMEBODY = "見本の担当者"  # of wards that have no demo account


@dataclass(frozen=True)
class Sample:
    """A request as it stands on the day of loading; `answers` are {ward: (state, copies, places, remark)}."""

    who: str
    title: str
    copies: int
    asked: int  # days ago
    due: int  # working days from today; negative where it has passed
    answers: dict = field(default_factory=dict)
    state: str = State.OPEN
    shown: str = PamphletRequest.Shown.ALL
    few: bool = False  # to the wards that answer only


LATE = Sample("officer", "体験イベントの案内", 4000, 24, -3, {
    "千代田区": (YES, 200, 3, ""),
    "中央区": (YES, 150, None, ""),
    "港区": (ASKED, None, None, ""),
    "新宿区": (PARTLY, 100, 2, "1階の棚に空きが出てからの配布になります。"),
    "文京区": (NO, None, None, "同じ時期の配布物が多いため、今回は辞退します。"),
    "台東区": (YES, 300, 5, "図書館にも置きます。"),
    "墨田区": (NO, None, None, "受け取れない期間に当たるため。"),
    "品川区": (PARTLY, 80, 1, "50部ずつの束にしてください。"),
    "世田谷区": (YES, 500, 12, ""),
    "練馬区": (YES, 400, 8, ""),
})  # fmt: skip
ON_ITS_WAY = Sample("officer", "伝統の手仕事の案内", 2000, 60, -30, {
    "千代田区": (YES, 100, 2, ""),
    "港区": (YES, 200, 4, ""),
    "新宿区": (YES, 150, None, ""),
    "文京区": (PARTLY, 60, 1, "窓口に来た方にだけ渡します。"),
    "江東区": (YES, 300, 6, "区役所と図書館に置きます。"),
    "大田区": (NO, None, None, "置く場所がないため。"),
}, State.CLOSED, few=True)  # fmt: skip
WITHDRAWN = Sample("stranger", "冬の催しの案内", 800, 12, 5, {
    "江東区": (YES, 50, 1, ""),
    "港区": (SILENT, None, None, ""),
}, State.WITHDRAWN, PamphletRequest.Shown.NAMES, few=True)  # fmt: skip
DRAFTS = [("officer", "春の行事の案内", State.DRAFT), ("colleague", "夏の教室の案内", State.REVIEW)]
WAYS = {  # of ON_ITS_WAY: (days since dispatch, receipt, end), what arrived, was handed out, is left, remark
    "港区": ((3, None, None), None, None, None, ""),
    "新宿区": ((18, 16, None), 150, None, None, ""),
    "江東区": ((20, 18, 4), 298, 250, 40, "8部は汚れていたため、処分しました。"),
}


def load(people: dict[str, User]) -> int:
    """Write the samples that are missing; return how many requests were written."""
    wards = {ward.name: ward for ward in Organization.objects.special_wards()}
    written = 0
    for sample, more in ((LATE, _late), (ON_ITS_WAY, _ways), (WITHDRAWN, None)):
        if pamphlet := _request(sample, people, wards):
            if more:
                more(pamphlet, people)
            index.refresh(pamphlet)
            written += 1
    return written + sum(_draft(people[who], title, state) for who, title, state in DRAFTS if who in people)


def _facts(by: User, title: str, copies: int) -> dict:
    today = calendar.today()
    return {
        "organization": by.organization,
        "organization_name": by.organization.full_name,
        "section": by.section,
        "author": by,
        "author_name": by.name,
        "title": title,
        "description": f"{MARK}{title.removeprefix(MARK)}です。\n{NOT_REAL}",
        "size": "A4 三つ折り",
        "grams": 12,
        "copies_per_box": 500,
        "copies_available": copies,
        "period_from": today + datetime.timedelta(days=30),
        "period_until": today + datetime.timedelta(days=90),
    }


def _request(sample: Sample, people, wards) -> PamphletRequest | None:
    by, title = people[sample.who], f"{MARK}{people[sample.who].organization.name}の{sample.title}"
    if PamphletRequest.objects.filter(title=title).exists():
        return None
    asked_at = timezone.now() - datetime.timedelta(days=sample.asked)
    answers = {name: answer for name, answer in sample.answers.items() if name in wards}
    facts = {"created_at": asked_at, "asked_at": asked_at, "answers_shown": sample.shown}
    if sample.few:
        facts["all_wards"] = False
    if sample.state == State.CLOSED:
        facts |= {"closed_at": asked_at + datetime.timedelta(days=20), "closed_by": by}
    if sample.state == State.WITHDRAWN:
        facts |= {"withdrawn_at": timezone.now() - datetime.timedelta(days=1), "withdrawn_by": by}
        facts["withdrawn_reason"] = "催しが取りやめになったため。"
    pamphlet = PamphletRequest.objects.create(
        **_facts(by, title, sample.copies),
        **facts,
        answer_due=calendar.add_working_days(calendar.today(), sample.due),
        copies_accepted=sum(answer[1] or 0 for answer in answers.values()),
        state=sample.state,
    )
    asked = [wards[name] for name in answers] if sample.few else list(wards.values())
    WardAnswer.objects.bulk_create(
        _answer(pamphlet, ward, asked_at, *answers.get(ward.name, (SILENT, None, None, ""))) for ward in asked
    )
    _step(pamphlet, by, Kind.SENT, asked_at)
    _paper(pamphlet, by)
    return pamphlet


def _paper(pamphlet, by) -> None:
    name = f"{pamphlet.title.removeprefix(MARK)}の見本.pdf"
    cabinet.attach([cabinet.keep(sample_files.paper(name), by=by)], to=pamphlet)


def _answer(pamphlet, ward, asked_at, state, copies, places, remark) -> WardAnswer:
    answer = WardAnswer(pamphlet=pamphlet, ward=ward, ward_name=ward.full_name, state=state)
    answer.copies, answer.places, answer.remark = copies, places, remark
    if state not in (SILENT, ASKED):
        answer.answered_at = asked_at + datetime.timedelta(days=3 + ward.pk % 9)
        answer.answered_by = User.objects.of(ward).order_by("pk").first()
        answer.answered_by_name = answer.answered_by.name if answer.answered_by else SOMEBODY
    return answer


def _step(pamphlet, by, kind, at, **facts) -> None:
    who = {"by": by, "by_name": by.name, "section_name": by.section.name}
    PamphletStep.objects.create(pamphlet=pamphlet, kind=kind, at=at, **who, **facts)


def _late(pamphlet, people) -> None:
    """Its due date was put off once; one ward asks back, one handed it on, and the silent were reminded."""
    asked = pamphlet.answers.get(ward=people["ward2"].organization)
    WardQuestion.objects.create(
        answer=asked,
        text="英語版もありますか。50部ほど置けるかもしれません。",
        asked_at=timezone.now() - datetime.timedelta(days=5),
        asked_by=people["ward2"],
        asked_by_name=people["ward2"].name,
    )
    by = people["ward"]
    section, _ = Section.objects.get_or_create(
        organization=by.organization,
        name="文化観光課(見本)",
        defaults={"mailbox": "bunka@demo.example", "telephone": "03-0000-0000"},
    )
    pamphlet.answers.filter(ward=by.organization).update(
        forwarded_to=section,
        forwarded_at=timezone.now() - datetime.timedelta(days=9),
        forwarded_by=by,
        forwarded_note="観光のものなので、お願いします。",
    )
    earlier = calendar.wareki(calendar.add_working_days(pamphlet.answer_due, -4))
    _step(
        pamphlet, pamphlet.author, Kind.CHANGED, timezone.now() - datetime.timedelta(days=11),
        note="棚の入替えの時期と重なる区があるため、期限を延ばしました。",
        changes={"回答期限": [earlier, calendar.wareki(pamphlet.answer_due)]},
    )  # fmt: skip
    WardReminder.objects.bulk_create(
        WardReminder(
            answer=answer,
            due_on=pamphlet.answer_due,
            days_before=days,
            sent_at=_noon(calendar.add_working_days(pamphlet.answer_due, -days)),
        )
        for answer in pamphlet.answers.filter(state=SILENT)
        for days in (WardReminder.FIRST, WardReminder.LAST)
    )


def _noon(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(9)))


def _ways(pamphlet, people) -> None:
    """Copies that left, arrived, and were handed out with a photo; and a number to be changed."""
    answers = {answer.ward.name: answer for answer in pamphlet.answers.select_related("ward")}
    for name, way in WAYS.items():
        if name in answers:
            _delivery(pamphlet, answers[name], *way)
    if answer := answers.get("文京区"):
        AnswerChange.objects.create(
            answer=answer,
            side=AnswerChange.Side.WARD,
            copies_before=60,
            copies=40,
            places_before=1,
            places=1,
            reason="棚が狭くなったため。",
            proposed_at=timezone.now() - datetime.timedelta(days=2),
            proposed_by_name=SOMEBODY,
        )
    asked = answers[people["ward"].organization.name]
    WardQuestion.objects.create(
        answer=asked,
        text="窓口のほかに図書館にも置いてよいですか。",
        asked_at=pamphlet.asked_at + datetime.timedelta(days=1),
        asked_by=people["ward"],
        asked_by_name=people["ward"].name,
        reply="はい、図書館にも置いてください。",
        replied_at=pamphlet.asked_at + datetime.timedelta(days=2),
        replied_by=pamphlet.author,
        replied_by_name=pamphlet.author_name,
    )


def _delivery(pamphlet, answer, days, arrived, handed_out, left, remark) -> None:
    today = calendar.today()
    sent, received, ended = (n if n is None else today - datetime.timedelta(days=n) for n in days)
    owner, who = pamphlet.author, answer.answered_by or pamphlet.author
    facts = {}
    if received:
        facts = {"received_on": received, "received_count": arrived, "received_by": who}
        facts["received_by_name"] = answer.answered_by_name
    if ended:
        facts |= {"finished_on": ended, "handed_out": handed_out, "left_over": left, "remark": remark}
        facts |= {"finished_by": who, "finished_by_name": answer.answered_by_name}
    delivery = Delivery.objects.create(
        answer=answer, dispatched_on=sent, dispatched_by=owner, dispatched_by_name=owner.name, boxes=1,
        carrier="見本運輸", slip_number=f"0000-{answer.ward_id:04}", **facts,
    )  # fmt: skip
    if ended:
        photo = cabinet.keep(_photo(), by=answer.answered_by)
        photo.alt = "棚に置いたパンフレットの見本の絵"
        photo.save(update_fields=["alt"])
        cabinet.attach([photo], to=delivery)


def _photo() -> SimpleUploadedFile:
    """A rack with pamphlets: drawn, so that nobody takes it for a real place."""
    picture = Image.new("RGB", (960, 640), (242, 242, 242))
    draw = ImageDraw.Draw(picture)
    for row in range(2):
        for column in range(5):
            left, top = 90 + column * 160, 80 + row * 260
            draw.rectangle((left, top, left + 120, top + 180), fill=(0, 85, 173) if column % 2 else "white")
            draw.ellipse((left + 35, top + 40, left + 85, top + 90), fill=(255, 212, 61))
        draw.rectangle((60, 270 + row * 260, 900, 290 + row * 260), fill=(110, 86, 0))
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=80)
    return SimpleUploadedFile("配布の様子の見本.jpg", written.getvalue(), "image/jpeg")


def _draft(by, title, state) -> int:
    title = f"{MARK}{by.organization.name}の{title}"
    if PamphletRequest.objects.filter(title=title).exists():
        return 0
    now = timezone.now() - datetime.timedelta(days=1)
    facts = {"created_at": now, "saved_at": now, "saved_by": by, "state": state}
    if state == State.REVIEW:
        facts |= {"review_asked_at": now, "review_asked_by": by}
    pamphlet = PamphletRequest.objects.create(
        **_facts(by, title, 1200), answer_due=calendar.add_working_days(calendar.today(), 15), **facts
    )
    _paper(pamphlet, by)
    if state == State.REVIEW:
        _step(pamphlet, by, Kind.PROPOSED, now, note="内容を確かめてください。")
    return 1
