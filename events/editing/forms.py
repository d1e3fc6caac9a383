"""All of an event on one page; lists are typed a line each, so that nothing depends on a script."""

import datetime

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from common.attachments.forms import AttachmentsMixin
from common.fields import (
    JapaneseDateField,
    JapaneseTimeField,
    LineField,
    MailAddressField,
    TelephoneField,
    TextField,
)
from common.idempotency.forms import IdempotentForm
from common.link_fields import LinkField
from common.publication.models import DatePrecision
from common.versions import still_saved
from events.editing.notation import hours_text, read_hours, read_special_day, special_day_text
from events.events.models import Event
from events.hosts.models import EventHost
from events.opening_hours.models import OpeningRule
from events.participations.queries import governments_of
from events.periods.rules import why_not_in_period
from events.series.models import EventSeries
from events.venues.models import Venue
from members.local_governments.forms import MAX_GOVERNMENTS, LocalGovernmentsField
from members.local_governments.prefectures import NAME_CHOICES

HOST_FIELDS = {f"hosts_{role}": role for role in EventHost.Role.values}
HOUR_FIELDS = {f"hours_{day}": day for day in OpeningRule.Day.values}
MAX_SPECIAL_DAYS = 100
VENUE_FIELDS = {
    "venue_name": "name",
    "venue_address": "address",
    "venue_access": "access",
    "venue_accessibility": "accessibility",
    "venue_map_url": "map_url",
}
COLUMNS = (
    *("kind", "title", "summary", "body", "date_precision", "starts_on", "starts_at", "ends_on", "ends_at"),
    *("attendance_mode", "venue", "room", "prefecture", "online_url", "fee", "audience", "how_to_apply"),
    *("apply_until", "contact_name", "contact_phone", "contact_email", "website", "series", "source", "note"),
)
NEW_VENUE = "新しい会場を登録する（一覧にないとき）"
GROUPS = (
    ("名称と内容", "kind title summary body series series_name"),
    ("日時", "starts_on starts_at ends_on ends_at date_precision"),
    ("開場時間と休場日", f"{' '.join(HOUR_FIELDS)} special_days"),
    ("場所", "attendance_mode venue room online_url prefecture"),
    (NEW_VENUE, " ".join(VENUE_FIELDS)),
    ("主催・共催など", " ".join(HOST_FIELDS)),
    ("出展・参加自治体", "bodies"),
    ("参加するには", "fee audience how_to_apply apply_until"),
    ("問い合わせ先", "contact_name contact_phone contact_email website"),
    ("記録", "source note"),
    ("画像・チラシ・資料", "kept_files files"),
)


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _host_field(role: EventHost.Role) -> TextField:
    help_text = "1行に1団体。会員の団体は、正式な名称で入力すると会員のページへつながります。"
    return TextField(
        label=role.label,
        required=False,
        max_length=4000,
        widget=_area(2),
        help_text=help_text if role == EventHost.Role.HOST else "1行に1団体",
    )


class EventForm(IdempotentForm, AttachmentsMixin, forms.Form):
    """An event as it is written; `event` is None for a new one."""

    is_stale = False

    kind = forms.ChoiceField(label="種類", choices=Event.Kind)
    title = LineField(label="名称", max_length=200)
    summary = TextField(
        label="紹介",
        required=False,
        max_length=2000,
        widget=_area(3),
        help_text="一覧や検索結果にも出る、短い紹介です。",
    )
    body = TextField(
        label="内容",
        required=False,
        max_length=20000,
        widget=_area(10),
        help_text="チラシの内容は、ここにも文章で入力してください。",
    )
    series = forms.ModelChoiceField(EventSeries.objects.all(), label="シリーズ", required=False)
    series_name = LineField(label="新しいシリーズの名称", required=False, max_length=100)
    date_precision = forms.ChoiceField(label="日付の確かさ", choices=DatePrecision, initial=DatePrecision.DAY)
    starts_on = JapaneseDateField(label="開始日", required=False)
    starts_at = JapaneseTimeField(label="開始時刻", required=False)
    ends_on = JapaneseDateField(label="終了日", required=False, help_text="1日だけのときは空欄")
    ends_at = JapaneseTimeField(label="終了時刻", required=False)
    special_days = TextField(
        label="休場日・時間の違う日",
        required=False,
        max_length=8000,
        widget=_area(3),
        help_text="1行に1日。例：「令和8年1月12日 休み」「令和8年1月25日 10:00-15:00 臨時開場」",
    )
    attendance_mode = forms.ChoiceField(label="開催方法", choices=Event.AttendanceMode, initial="venue")
    venue = forms.ModelChoiceField(Venue.objects.all(), label="会場", required=False)
    room = LineField(
        label="会場内の場所", required=False, max_length=100, help_text="例：1階エントランスホール"
    )
    venue_name = LineField(
        label="新しい会場の名称",
        required=False,
        max_length=100,
        help_text="会場の一覧にないときに入力します。",
    )
    venue_address = LineField(label="所在地", required=False, max_length=200)
    venue_access = TextField(label="交通", required=False, max_length=1000, widget=_area(2))
    venue_accessibility = TextField(
        label="バリアフリー",
        required=False,
        max_length=1000,
        widget=_area(2),
        help_text="例：段差なし、多目的トイレ、車いす席、手話通訳",
    )
    venue_map_url = LinkField(label="地図のページ", required=False)
    prefecture = forms.ChoiceField(
        label="相手の都道府県", required=False, choices=[("", "（決まっていない）"), *NAME_CHOICES]
    )
    online_url = LinkField(
        label="オンラインの参加先",
        required=False,
        help_text="申し込んだ人だけに知らせるアドレスです。公開のページには出ません。",
    )
    bodies = LocalGovernmentsField(
        label="出展・参加自治体",
        required=False,
        max_length=2000,
        widget=_area(3),
        help_text="1行に1団体、30団体まで。「石川県七尾市」のように都道府県から入力するか、6桁の団体コードを入力してください。",
    )
    fee = LineField(label="料金", required=False, max_length=200, help_text="例：無料")
    audience = LineField(label="対象", required=False, max_length=200)
    how_to_apply = TextField(label="申込方法", required=False, max_length=1000, widget=_area(3))
    apply_until = JapaneseDateField(label="申込期限", required=False)
    contact_name = LineField(label="問い合わせ先", required=False, max_length=200)
    contact_phone = TelephoneField(label="電話番号", required=False, max_length=60)
    contact_email = MailAddressField(label="メールアドレス", required=False)
    website = LinkField(label="関連ページ", required=False)
    source = LineField(
        label="出典", required=False, max_length=500, help_text="自分の団体の催しなら、空欄でかまいません。"
    )
    note = TextField(label="備考", required=False, max_length=1000, widget=_area(2))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, event: Event | None = None, **kwargs):
        self.instance = event
        for role in EventHost.Role:
            self.base_fields.setdefault(f"hosts_{role}", _host_field(role))
        for day in OpeningRule.Day:
            self.base_fields.setdefault(
                f"hours_{day}", LineField(label=day.label, required=False, max_length=30)
            )
        kwargs["initial"] = (saved_values(event) if event else {}) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        for name in ("venue", "series"):  # nothing to choose from yet: only the field for a new one
            if not self.fields[name].queryset.exists():
                del self.fields[name]
        recorded = tuple(governments_of(event)) if event else ()
        if len(recorded) > MAX_GOVERNMENTS:
            del self.fields["bodies"]
        else:
            self.fields["bodies"].recorded = recorded

    @property
    def parts(self) -> list:
        """(heading, its fields) as the page shows them."""
        return [
            (heading, [self[name] for name in names.split() if name in self.fields])
            for heading, names in GROUPS
        ]

    @property
    def folded(self) -> str:
        """The heading that is shown closed: a new place, while nothing is typed and others can be chosen."""
        needed = "venue" not in self.fields or any(self[name].value() for name in VENUE_FIELDS)
        return "" if needed or set(VENUE_FIELDS) & set(self.errors) else NEW_VENUE

    def clean(self):
        cleaned = super().clean()
        self.values = {name: cleaned.get(name) for name in COLUMNS if name not in self.errors}
        self.hosts = self._hosts(cleaned)
        self.rules = self._rules(cleaned)
        self.special = self._special_days(cleaned)
        self._check_venue(cleaned)
        self._check_row(cleaned)
        return cleaned

    def _hosts(self, cleaned) -> list[tuple[str, str]]:
        found = []
        for name, role in HOST_FIELDS.items():
            lines = [line.strip() for line in (cleaned.get(name) or "").splitlines() if line.strip()]
            if any(len(line) > 200 for line in lines):
                self.add_error(name, "1行は200文字までです。1行に1団体を入力してください。")
            found += [(role, line) for line in dict.fromkeys(lines)]
        return found

    def _rules(self, cleaned) -> dict[int, tuple[datetime.time, datetime.time]]:
        rules = {}
        for name, day in HOUR_FIELDS.items():
            if text := cleaned.get(name):
                try:
                    rules[day] = read_hours(text)
                except ValueError as error:
                    self.add_error(name, str(error))
        return rules

    def _special_days(self, cleaned) -> list[dict]:
        lines = [line for line in (cleaned.get("special_days") or "").splitlines() if line.strip()]
        if len(lines) > MAX_SPECIAL_DAYS:
            self.add_error("special_days", f"入力できるのは{MAX_SPECIAL_DAYS}日までです。")
            return []
        days = []
        for line in lines:
            try:
                days.append(read_special_day(line))
            except ValueError as error:
                self.add_error("special_days", f"「{line.strip()[:40]}」：{error}")
        self._check_days(days, cleaned)
        return days

    def _check_days(self, days, cleaned) -> None:
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on") or cleaned.get("starts_on")
        seen = set()
        for day in (row["day"] for row in days):
            if day in seen:
                self.add_error("special_days", f"{day.month}月{day.day}日が二度入力されています。")
            elif first and not first <= day <= last:
                self.add_error(
                    "special_days",
                    f"{day.month}月{day.day}日は開催期間の外です。期間の中の日を入力してください。",
                )
            seen.add(day)

    def _check_venue(self, cleaned) -> None:
        details = [name for name in VENUE_FIELDS if name != "venue_name" and cleaned.get(name)]
        if details and not cleaned.get("venue_name"):
            self.add_error("venue_name", "新しい会場の名称を入力してください。")
        if cleaned.get("venue_name") and cleaned.get("venue"):
            self.add_error("venue_name", "会場は、一覧から選ぶか新しく入力するか、どちらかにしてください。")
        if cleaned.get("series_name") and cleaned.get("series"):
            self.add_error(
                "series_name", "シリーズは、一覧から選ぶか新しく入力するか、どちらかにしてください。"
            )

    def _check_row(self, cleaned) -> None:
        """The constraints of the row say what does not fit together."""
        row = Event(**self.values)
        if self.instance and not {"starts_on", "ends_on"} & set(self.errors):
            period = cleaned.get("starts_on"), cleaned.get("ends_on")
            if sentence := why_not_in_period(self.instance, *period, special_days=False):
                self.add_error("ends_on", sentence)
        try:
            row.validate_constraints(exclude=[*self.errors])
        except ValidationError as error:
            for sentence in error.message_dict.get(NON_FIELD_ERRORS, error.messages):
                self.add_error("starts_on" if "日" in sentence else None, sentence)

    def refuse_stale(self, row: Event) -> None:
        """A colleague saved meanwhile: say who and what; the next press saves what is typed."""
        self.is_stale = True
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = str(row.edition)
        who = f"{row.saved_by.name}さん" if row.saved_by else "ほかの人"
        told = "、".join(still_saved(self, saved_values(row)))
        self.add_error(
            None,
            f"{who}が先に保存しました。見比べて直し、もう一度保存してください。保存すると、この画面の内容に変わります。"
            + (f"（いまの内容: {told}）" if told else ""),
        )


def saved_values(event: Event) -> dict:
    """What the form shows of a saved event, field by field."""
    values = {name: event.serializable_value(name) for name in COLUMNS} | {"version": event.edition}
    hosts = list(event.hosts.all())
    for name, role in HOST_FIELDS.items():
        values[name] = "\n".join(host.name for host in hosts if host.role == role)
    rules = {rule.day: rule for rule in event.opening_rules.all()}
    for name, day in HOUR_FIELDS.items():
        values[name] = hours_text(rules[day].opens, rules[day].closes) if day in rules else ""
    values["special_days"] = "\n".join(special_day_text(day) for day in event.special_days.all())
    return values | {"bodies": "\n".join(government.full_name for government in governments_of(event))}
