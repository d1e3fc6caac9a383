"""Columns of the open-data file 「イベント一覧」: of today's standard, and what they were called before."""

import datetime
import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from common.fields import (
    JapaneseDateField,
    JapaneseIntegerField,
    LineField,
    MailAddressField,
    TextField,
)
from common.japanese_calendar import wareki
from common.link_fields import LinkField
from common.spreadsheets.limits import MAX_CELL
from events.events.models import Event
from events.headcounts.models import Headcount
from events.hosts.models import EventHost
from members.member_sheets.columns import Column, LabelField

FREE = "無料"
ONLINE = Event.AttendanceMode.ONLINE.label
KINDS = {kind.label: kind for kind in Event.Kind}


class HourField(LineField):
    """14:00, 14時, 14時30分 or 1400; a second is dropped."""

    _SHAPE = re.compile(r"(\d{1,2})(?:[:時](?:(\d{1,2})分?)?(?::\d{2})?|(\d{2}))")

    def clean(self, value):
        found = self._SHAPE.fullmatch(unicodedata.normalize("NFKC", super().clean(value)))
        try:
            return datetime.time(int(found[1]), int(found[2] or found[3] or 0))
        except (TypeError, ValueError):
            raise ValidationError("時刻は「14:30」のように、0:00から23:59までで入力してください。") from None


class DayField(JapaneseDateField):
    """A day; an hour behind it, as Excel may write it, is dropped."""

    def to_python(self, value):
        return super().to_python(re.sub(r"[ T]\d{1,2}:\d{2}(:\d{2})?$", "", str(value)))


def _code(event: Event) -> str:
    if event.open_data_code:
        return event.open_data_code
    government = event.owner.local_government if event.owner_id else None
    return government.code if government else ""


def _number(event: Event) -> str:
    """Its own number, or one of ours by which it is known again."""
    return event.open_data_number or f"event-{event.pk}"


def _special(event: Event) -> str:
    """What is known of a day that is not known."""
    if event.is_on_known_day or event.starts_on is None:
        return ""
    return f"{wareki(event.starts_on, event.date_precision)}（日は不詳）"


def _fee(event: Event) -> tuple[str, str]:
    """Yen alone, and words."""
    if event.fee == FREE:
        return "0", ""
    amount = event.fee.removesuffix("円").replace(",", "")
    is_amount = amount.isascii() and amount.isdigit() and event.fee == f"{int(amount):,}円"
    return (amount, "") if is_amount else ("", event.fee)


def _capacity(event: Event):
    found = [head.number for head in event.headcounts.all() if head.basis == Headcount.Basis.CAPACITY]
    return found[0] if found else None


def _hour(time) -> str:
    return f"{time:%H:%M}" if time else ""


def _date(moment):
    return timezone.localdate(moment) if moment else None


def _venue(name: str):
    return lambda event: getattr(event.venue, name) if event.venue_id else ""


def place_name(event: Event) -> str:
    if event.attendance_mode == Event.AttendanceMode.ONLINE:
        return ONLINE
    return _venue("name")(event)


def description(event: Event) -> str:
    return (event.summary or event.body)[:MAX_CELL]


def _shown(title: str, value=None, *, name: str = "") -> Column:
    """A column that is written out for others, and not read."""
    return Column(name or title, title, LineField(max_length=MAX_CELL), value=value or str, writes=False)


def _part(name: str, title: str, value, field: forms.Field, hint: str = "") -> Column:
    """A column that is a part of one of our own."""
    return Column(name, title, field, hint, value=value, writes=False)


_LINE = LineField(max_length=200, required=False)
COLUMNS = (
    Column(
        "code",
        "全国地方公共団体コード",
        LineField(max_length=20),
        "6桁。自分の団体のコード。空欄なら自分の団体です。",
        "131083",
        value=_code,
        writes=False,
    ),
    Column(
        "number",
        "ID",
        LineField(max_length=200),
        "団体の中で、催しごとに違う番号。次に取り込むときに、同じ催しと分かります。",
        "1",
        value=_number,
        writes=False,
    ),
    _shown("地方公共団体名", lambda event: event.owner.full_name if event.owner_id else "", name="body_name"),
    Column("title", "イベント名", LineField(max_length=200), "", "見本区 秋の物産展", needed=True),
    _shown("イベント名_カナ", lambda event: "", name="kana"),
    _shown("イベント名_英語", lambda event: "", name="english"),
    Column(
        "starts_on",
        "開始日",
        DayField(year=None),
        "和暦でも西暦でもかまいません。",
        "2026-11-08",
        value=lambda event: event.starts_on if event.is_on_known_day else None,
        needed=True,
    ),
    Column("ends_on", "終了日", DayField(required=False, year=None), "", "2026-11-09", clearable=True),
    Column("starts_at", "開始時間", HourField(), "", "10:00", word=_hour),
    Column("ends_at", "終了時間", HourField(), "", "16:30", word=_hour),
    _part("special", "開始日時特記事項", _special, TextField(max_length=500), "備考の前に入ります。"),
    Column("description", "説明", TextField(max_length=MAX_CELL), "5,000文字まで。", value=description),
    _part("fee_basic", "料金(基本)", lambda event: _fee(event)[0], _LINE, "円の数字。0は無料。"),
    _part("fee_detail", "料金(詳細)", lambda event: _fee(event)[1], _LINE),
    Column("contact_name", "連絡先名称", LineField(max_length=200)),
    _part("telephone", "連絡先電話番号", lambda event: event.contact_phone, LineField(max_length=60)),
    _part("extension", "連絡先内線番号", lambda event: "", LineField(max_length=20)),
    Column("contact_email", "連絡先メールアドレス", MailAddressField()),
    Column("host_name", "主催者", LineField(max_length=200), value=lambda event: event.host),
    Column(
        "co_host_name",
        "共催・協力",
        LineField(max_length=200),
        value=lambda event: event.called(EventHost.Role.CO_HOST),
    ),
    Column(
        "place_name",
        "場所名称",
        LineField(max_length=100),
        f"会場の名称。会場がない催しは「{ONLINE}」。",
        value=place_name,
    ),
    Column("place_address", "住所", LineField(max_length=200), value=_venue("address")),
    Column("room", "方書", LineField(max_length=100), "会場の中の場所。", "1階エントランスホール"),
    _part(
        "access",
        "アクセス方法",
        _venue("access"),
        TextField(max_length=1000),
        "初めての会場のときに入ります。",
    ),
    Column(
        "capacity",
        "定員",
        JapaneseIntegerField(units=("人",), min_value=1),
        "数字だけ。",
        "50",
        value=_capacity,
    ),
    Column("apply_until", "参加申込終了日", DayField(year=None)),
    Column("how_to_apply", "参加申込方法", TextField(max_length=1000)),
    Column("website", "URL", LinkField(label="URL", max_length=500)),
    _part("remarks", "備考", lambda event: event.note, TextField(max_length=1000)),
    Column(
        "category",
        "カテゴリー",
        LineField(max_length=200),
        f"{'・'.join(KINDS)}のどれかなら、催しの種類になります。",
        value=lambda event: event.kind_name,
        writes=False,
    ),
    _shown("公開日", lambda event: _date(event.published_at), name="published_on"),
    _shown("更新日", lambda event: _date(event.changed_at), name="changed_on"),
    Column("audience", "参加条件", LineField(max_length=200)),
    Column(
        "holding",
        "開催状況",
        LabelField(Event.Holding.choices),
        "日程変更は、催しの編集のページで登録してください。",
        Event.Holding.PLANNED.label,
        word=lambda holding: Event.Holding(holding).label,
    ),
)
BY_NAME = {column.name: column for column in COLUMNS}
# what the columns were called in the recommended data set (推奨データセット), and what people write
OTHER_TITLES = {
    "code": (
        "都道府県コード又は市区町村コード",
        "都道府県コードまたは市区町村コード",
        "市区町村コード",
        "団体コード",
    ),
    "number": ("NO", "NO.", "番号", "イベントID", "管理番号"),
    "body_name": ("都道府県名", "市区町村名", "区"),
    "kana": ("イベント名カナ", "イベント名(カナ)"),
    "english": ("イベント名_英字", "イベント名英語", "イベント名(英語)"),
    "title": ("イベント名称", "名称", "タイトル"),
    "starts_on": ("開催日", "開始年月日"),
    "ends_on": ("終了年月日",),
    "starts_at": ("開始時刻",),
    "ends_at": ("終了時刻",),
    "description": ("内容", "概要"),
    "fee_basic": ("料金_基本", "料金"),
    "fee_detail": ("料金_詳細",),
    "contact_name": ("問い合わせ先", "連絡先"),
    "telephone": ("電話番号",),
    "extension": ("内線番号",),
    "contact_email": ("メールアドレス",),
    "host_name": ("主催",),
    "co_host_name": ("共催協力", "共催", "共催者"),
    "place_name": ("場所名所", "会場", "場所"),
    "place_address": ("所在地_連結表記", "所在地"),
    "room": ("建物名等(方書)", "建物名等"),
    "access": ("アクセス",),
    "apply_until": ("申込終了日", "申込期限"),
    "how_to_apply": ("申込方法",),
    "remarks": ("特記事項",),
    "category": ("カテゴリ", "種類"),
    "published_on": ("掲載日",),
    "changed_on": ("最終更新日", "最終確認日"),
    "audience": ("参加条件_詳細", "対象", "対象者"),
    "holding": ("開催の状況",),
}
# the pieces of an address, where it is not written whole
PIECES = ("所在地_都道府県", "所在地_市区町村", "所在地_町字", "所在地_番地以下")
PIECE_COLUMNS = tuple(_part(f"address_{n}", title, str, _LINE) for n, title in enumerate(PIECES))


def title_key(title: str) -> str:
    """How titles are compared: wide or narrow, whatever brackets and lines join their words."""
    plain = unicodedata.normalize("NFKC", title).casefold()
    return re.sub(r"[\s_\-()\[\]〔〕【】「」・.]", "", plain)


BY_TITLE = {
    title_key(title): column
    for column in (*COLUMNS, *PIECE_COLUMNS)
    for title in (column.title, *OTHER_TITLES.get(column.name, ()))
}
