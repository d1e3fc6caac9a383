"""Sample pamphlet requests for a first look, marked 【見本】; written without a mail to anybody."""

import datetime
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageDraw

from board import sample_asking
from board.models import PamphletRequest, WardAnswer, WardClosure, WardPlace, WardRule
from members.models import Organization, User
from office import cabinet, calendar, index

MARK = "【見本】"
A4 = (595, 842)
ANSWERS = {  # ward's demo account: (copies or None for a refusal, places, remark)
    "観光パンフレット": {"ward@demo.example": (300, 6, "区役所と図書館5館に置きます。")},
    "移住の手引": {"ward2@demo.example": (None, None, "棚の入替え時期と重なるため、今回は辞退します。")},
}


@transaction.atomic
def load() -> int:
    """Write the samples that are missing; return how many were written."""
    demo = User.objects.filter(email__endswith="@demo.example").select_related("section__organization")
    people = {user.email.partition("@")[0]: user for user in demo}
    officer, stranger = people["officer"], people["stranger"]
    wards = list(Organization.objects.special_wards())
    samples = [
        (officer, wards, "観光パンフレット", "秋の行事と交通の案内です。", 3000, (196, 87, 33)),
        (stranger, wards[:8], "移住の手引", "移住を考えている方に向けた冊子です。", 500, (33, 96, 148)),
    ]
    _rules(people["ward"])
    _more_rules(people["ward2"], people["ward"].organization)
    return sum(_write(*sample) for sample in samples) + sample_asking.load(people)


def _rules(by) -> None:
    """What the demo ward takes, so that the pages of it show something; marked, and invented."""
    ward = by.organization
    if WardRule.objects.filter(ward=ward).exists():
        return
    WardRule.objects.create(
        ward=ward,
        limit=500,
        cannot_take=f"{MARK}営利を目的とするもの",
        note=f"{MARK}画面を確かめるための見本で、実際の条件ではありません。",
        delivery_to=f"{MARK}配布の担当課",
        updated_by=by,
        updated_by_name=by.name,
    )
    for name, capacity in (("1階の案内コーナー", 200), ("図書館", 50)):
        WardPlace.objects.create(ward=ward, name=f"{MARK}{name}", capacity=capacity)


def _more_rules(by, first) -> None:
    """The second ward's rules, a place that takes deliveries, and when both wards take nothing in."""
    today = calendar.today()
    if WardRule.objects.filter(ward=by.organization).exists():
        return
    WardRule.objects.create(
        ward=by.organization,
        limit=300,
        cannot_take=f"{MARK}A3より大きいもの",
        note=f"{MARK}画面を確かめるための見本で、実際の条件ではありません。",
        delivery_to=f"{MARK}広報の担当課",
        delivery_address="東京都港区(見本のため番地なし)",
        delivery_hours="開庁日の9時から16時まで",
        updated_by=by,
        updated_by_name=by.name,
    )
    WardPlace.objects.create(ward=by.organization, name=f"{MARK}総合案内", capacity=100)
    WardPlace.objects.create(
        ward=by.organization,
        name=f"{MARK}地区センター",
        takes_deliveries=True,
        address="東京都港区(見本のため番地なし)",
        hours="平日の10時から16時まで",
    )
    for ward, begin, end, reason in (
        (by.organization, 35, 41, "棚の入替え"),
        (by.organization, 120, 125, "年度替わり"),
        (first, 60, 66, "窓口の工事"),
    ):
        days = {"starts_on": today + datetime.timedelta(begin), "ends_on": today + datetime.timedelta(end)}
        WardClosure.objects.create(ward=ward, reason=f"{MARK}{reason}", **days)


def _write(by, wards, name, description, copies, colour) -> int:
    title = f"{MARK}{by.organization.name}の{name}"
    if PamphletRequest.objects.filter(title=title).exists():
        return 0
    today = calendar.today()
    pamphlet = PamphletRequest.objects.create(
        organization=by.organization,
        organization_name=by.organization.full_name,
        section=by.section,
        author=by,
        author_name=by.name,
        title=title,
        description=f"{MARK}{description}\n画面を確かめるための見本で、実際の依頼ではありません。",
        size="A4 三つ折り",
        copies_available=copies,
        answer_due=calendar.add_working_days(today, 10),
        period_from=today + datetime.timedelta(days=30),
        period_until=today + datetime.timedelta(days=90),
        created_at=timezone.now() - datetime.timedelta(days=6),
        asked_at=timezone.now() - datetime.timedelta(days=6),
    )
    WardAnswer.objects.bulk_create(
        [WardAnswer(pamphlet=pamphlet, ward=ward, ward_name=ward.full_name) for ward in wards]
    )
    for email, answer in ANSWERS[name].items():
        _answer(pamphlet, User.objects.get(email=email), *answer)
    cabinet.attach([cabinet.keep(_cover(f"{name}の見本.pdf", colour), by=by)], to=pamphlet)
    index.refresh(pamphlet)
    return 1


def _answer(pamphlet, by, copies, places, remark):
    pamphlet.answers.filter(ward=by.organization).update(
        state=WardAnswer.State.ACCEPTED if copies else WardAnswer.State.DECLINED,
        copies=copies,
        places=places,
        remark=remark,
        answered_at=timezone.now() - datetime.timedelta(days=2),
        answered_by=by,
        answered_by_name=by.name,
    )
    pamphlet.copies_accepted += copies or 0
    pamphlet.save(update_fields=["copies_accepted"])


def _cover(name, colour) -> SimpleUploadedFile:
    """A one-page PDF that looks like a cover: a sun over hills, no words that could be taken for real."""
    picture = Image.new("RGB", A4, "white")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((350, 120, 500, 270), fill=(255, 212, 61))
    draw.polygon([(0, 842), (0, 560), (220, 330), (430, 620), (595, 480), (595, 842)], fill=colour)
    written = io.BytesIO()
    picture.save(written, "PDF")
    return SimpleUploadedFile(name, written.getvalue(), "application/pdf")
