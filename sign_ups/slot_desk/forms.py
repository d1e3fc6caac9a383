"""What those who run it type: the slot, seats beyond the capacity, why names leave the site."""

import datetime

from django import forms
from django.utils import timezone

from common.fields import JapaneseDateField, JapaneseIntegerField, JapaneseTimeField, LineField, TextField
from common.forms import PartsMixin
from common.idempotency.forms import IdempotentForm
from common.versions import RowEditForm
from sign_ups.sign_ups.models import SignUp
from sign_ups.slots.carriers import Carrier
from sign_ups.slots.models import LARGEST, LARGEST_GROUP, Slot

PLAIN = ("title", "place", "guidance", "contact", "audience", "method", "group_max", "capacity")
PURGE_TOO_EARLY = "個人情報を削除する日は、催しの日より後の日にしてください。"
ENDS_TOO_EARLY = "終了時刻は、開始時刻より後にしてください。"
CLOSES_TOO_LATE = "申込期限は、開催日までの日にしてください。"
OPENS_TOO_LATE = "受付の開始日は、申込期限までの日にしてください。"


class SlotForm(PartsMixin, RowEditForm, IdempotentForm):
    """A slot (受付枠); `row` is None for a new one."""

    use_required_attribute = False
    columns = (*PLAIN, "purpose", "purge_on", "starts_at", "ends_at", "opens_at", "closes_at")
    groups = (
        ("催し", "title day starts ends place"),
        ("受付", "audience method capacity group_max opens_on closes_on"),
        ("参加者への案内", "guidance contact"),
        ("個人情報", "purpose purge_on"),
    )
    title = LineField(label="受付枠の名称", max_length=200, help_text="例：基調講演（午前の部）")
    day = JapaneseDateField(label="開催日")
    starts = JapaneseTimeField(label="開始時刻")
    ends = JapaneseTimeField(label="終了時刻", required=False)
    place = LineField(label="場所", max_length=200, required=False)
    audience = forms.ChoiceField(label="申し込める人", choices=Slot.Audience, widget=forms.RadioSelect)
    method = forms.ChoiceField(
        label="決め方",
        choices=Slot.Method,
        widget=forms.RadioSelect,
        help_text="先着順では、満席になった後の申込は空き待ちになり、空いた席を申込の順に案内します。",
    )
    capacity = JapaneseIntegerField(label="定員", units=("人",), min_value=1, max_value=LARGEST)
    group_max = JapaneseIntegerField(
        label="1件の申込の人数の上限", units=("人",), min_value=1, max_value=LARGEST_GROUP
    )
    opens_on = JapaneseDateField(
        label="受付の開始日", required=False, help_text="空欄のときは、受付を始めたときから受け付けます。"
    )
    closes_on = JapaneseDateField(
        label="申込期限", help_text="その日の終わりまで受け付けます。開催日のときは、開始時刻までです。"
    )
    guidance = TextField(
        label="参加者への案内",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="持ち物、集合場所など。確定のメールにも載ります。",
    )
    contact = LineField(
        label="問い合わせ先", max_length=200, help_text="部署名と電話番号。申込者へのメールに載ります。"
    )
    purpose = LineField(
        label="個人情報の利用目的", max_length=200, help_text="申込のページに表示します。例：受付と当日の連絡"
    )
    purge_on = JapaneseDateField(label="個人情報を削除する日", help_text="申込のページに表示します。")

    def __init__(self, *args, carrier: Carrier, row: Slot | None = None, initial=None, **kwargs):
        self.row = row
        super().__init__(*args, initial=saved_values(row) if row else initial, **kwargs)
        if not carrier.for_visitors:
            self.fields["audience"].choices = [(Slot.Audience.MEMBERS.value, Slot.Audience.MEMBERS.label)]

    def clean(self):
        cleaned = super().clean()
        day, starts, ends, closes = (cleaned.get(name) for name in ("day", "starts", "ends", "closes_on"))
        opens, purge = cleaned.get("opens_on"), cleaned.get("purge_on")
        if starts and ends and ends <= starts:
            self.add_error("ends", ENDS_TOO_EARLY)
        if day and closes and closes > day:
            self.add_error("closes_on", CLOSES_TOO_LATE)
        if opens and closes and opens > closes:
            self.add_error("opens_on", OPENS_TOO_LATE)
        if day and purge and purge <= day:
            self.add_error("purge_on", PURGE_TOO_EARLY)
        return cleaned

    @property
    def typed(self) -> dict:
        cleaned = self.cleaned_data
        starts = _moment(cleaned["day"], cleaned["starts"])
        ends, opens = cleaned["ends"], cleaned["opens_on"]
        return {name: cleaned[name] for name in (*PLAIN, "purpose", "purge_on")} | {
            "starts_at": starts,
            "ends_at": _moment(cleaned["day"], ends) if ends else None,
            "opens_at": _moment(opens, datetime.time()) if opens else None,
            "closes_at": min(_moment(cleaned["closes_on"], datetime.time(23, 59, 59)), starts),
        }


def _moment(day: datetime.date, time: datetime.time) -> datetime.datetime:
    return datetime.datetime.combine(day, time, tzinfo=timezone.get_default_timezone())


def saved_values(slot: Slot) -> dict:
    """What the form shows of a slot."""
    start, closes = timezone.localtime(slot.starts_at), timezone.localtime(slot.closes_at)
    return {name: getattr(slot, name) for name in (*PLAIN, "purpose", "purge_on")} | {
        "day": start.date(),
        "starts": start.time(),
        "ends": timezone.localtime(slot.ends_at).time() if slot.ends_at else None,
        "opens_on": timezone.localdate(slot.opens_at) if slot.opens_at else None,
        "closes_on": closes.date(),
    }


class SeatsForm(forms.Form):
    """Seats beyond the capacity, and why (増やした席)."""

    use_required_attribute = False
    extra = JapaneseIntegerField(label="定員のほかに増やす席", units=("席",), min_value=0, max_value=LARGEST)
    reason = LineField(label="席を増やした理由", max_length=200, required=False)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("extra") and not cleaned.get("reason"):
            self.add_error("reason", "席を増やした理由を入力してください。")
        return cleaned


class DecideForm(forms.Form):
    """What becomes of a sign-up where those who run it decide."""

    state = forms.ChoiceField(
        choices=[
            (state.value, state.label)
            for state in (SignUp.State.CONFIRMED, SignUp.State.WAITING, SignUp.State.DECLINED)
        ]
    )


class ExportForm(forms.Form):
    """Why names leave the site (保存の目的); it stays in the register."""

    use_required_attribute = False
    why = LineField(
        label="保存の目的", max_length=200, help_text="記録簿に残ります。例：当日の受付名簿の印刷"
    )
