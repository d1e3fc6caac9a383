"""Profiles of some sample members (見本): themes, wishes, a message, a picture drawn here."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from members.models import Organization, Theme
from office import cabinet
from office.cabinet import small
from office.models import StoredFile

MARK = "【見本】"
# code, what it offers, in words, what it looks for, in words
PROFILES = (
    (
        "271403",
        ["industry", "culture"],
        "刃物や線香など伝統産業の実演",
        ["tourism", "education"],
        "販売の場所",
    ),
    ("012068", ["tourism", "environment"], "湿原での自然体験", ["migration", "industry"], "水産物の催し"),
    ("011002", ["culture", "tourism"], "冬の催しの経験", ["sports"], "雪遊びの出前の相手"),
    ("042030", ["disaster", "industry"], "復興と語り部の経験", ["disaster", "education"], "防災を学ぶ相手"),
    ("072036", ["education", "industry"], "農業体験の受け入れ", ["publicity"], "若い世代への発信の方法"),
    ("112011", ["culture", "tourism"], "蔵のまち並みの案内", ["culture"], "祭りを行き来する相手"),
    ("172014", ["culture", "education"], "工芸の作り手の派遣", ["tourism", "culture"], "作品を見せる場所"),
    ("212016", ["environment"], "森林の活用と木材", ["environment", "industry"], "木材を使う施設"),
    ("292010", ["tourism", "education"], "修学旅行の受け入れ", ["welfare"], "高齢者の外出の工夫"),
    ("342076", ["sports", "health"], "自転車の旅の案内", ["sports"], "競技会の相手"),
    ("432024", ["disaster", "migration"], "地震からの復旧の経験", ["disaster"], "応援の取り決め"),
    ("472018", ["tourism", "culture"], "芸能と食の紹介", ["publicity", "tourism"], "紹介動画を流す場所"),
)
WITH_MESSAGE = ("271403", "042030", "172014")
WITH_PICTURE = ("271403", "012068", "172014", "472018")


def load() -> int:
    """Fill profiles that are still empty; returns how many."""
    wanted = {code: words for code, *words in PROFILES}
    empty = Organization.objects.filter(
        local_government__code__in=wanted, themes_offer=[], themes_seek=[], introduction__startswith=MARK
    ).select_related("local_government")
    filled = [_filled(organization, wanted) for organization in empty]
    Organization.objects.bulk_update(
        filled,
        [
            *("themes_offer", "offer", "themes_seek", "seek", "head_title", "head_message"),
            *("picture", "picture_alt", "picture_credit"),
        ],
    )
    return len(filled)


def _filled(organization, wanted) -> Organization:
    code = organization.local_government.code
    offer, offer_words, seek, seek_words = wanted[code]
    organization.themes_offer, organization.offer = _ordered(offer), f"{MARK}{offer_words}"
    organization.themes_seek, organization.seek = _ordered(seek), f"{MARK}{seek_words}"
    if code in WITH_MESSAGE:
        organization.head_title = "市長"
        organization.head_message = (
            f"{MARK}ここに首長からのメッセージが載ります。\n\n"
            "都市と地方がそれぞれの良さを持ち寄り、長く続く交流にしていきましょう。"
        )
    if code in WITH_PICTURE and organization.picture is None:
        organization.picture = _picture(organization)
        organization.picture_alt = "見本の絵: 空と二つの山、その前の海"
        organization.picture_credit = f"{MARK}このサイトのために描いた絵"
    return organization


def _ordered(keys: list[str]) -> list[str]:
    return [key for key in Theme.values if key in keys]


def _picture(organization) -> StoredFile:
    """A landscape of flat colours, each a little different; nobody's photograph."""
    turn = organization.pk * 37 % 100
    image = Image.new("RGB", (1200, 800), (205, 230, 245 - turn // 4))
    draw = ImageDraw.Draw(image)
    draw.ellipse((880 - turn * 3, 90, 1040 - turn * 3, 250), fill=(250, 236, 190))
    draw.polygon([(0, 560), (320 + turn, 200), (760, 560)], fill=(96, 140, 120))
    draw.polygon([(380, 560), (820 + turn, 270), (1200, 560)], fill=(122, 166, 140))
    draw.rectangle((0, 560, 1200, 800), fill=(70, 120 + turn // 3, 165))
    for line in range(6):
        draw.line(
            (80 * line, 610 + 30 * line, 80 * line + 520, 610 + 30 * line), fill=(150, 190, 215), width=5
        )
    drawn = io.BytesIO()
    image.save(drawn, "PNG")
    picture = cabinet.keep(SimpleUploadedFile("見本の絵.png", drawn.getvalue()), by=None)
    cabinet.attach([picture], to=organization)
    small.draw(picture)
    return picture
