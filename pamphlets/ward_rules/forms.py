"""What a ward types about what it takes, where, and when not."""

from django import forms

from common.fields import JapaneseDateField, JapaneseIntegerField, LineField, TextField
from common.forms import PartsMixin
from common.idempotency.forms import IdempotentForm
from common.versions import RowEditForm
from pamphlets.requests.models import COPIES_MAX
from pamphlets.ward_rules.actions import PLACE_FIELDS, RULE_FIELDS


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class WardRuleForm(PartsMixin, RowEditForm):
    """The ward's standing rule (区の受入条件); nothing is required, empty means that nothing is said.

    Construct with `rule=`, which may not be saved yet.
    """

    columns = RULE_FIELDS
    groups = (
        ("受け入れるもの", "limit cannot_take"),
        ("届け先", "delivery_to delivery_hours delivery_address"),
        ("そのほか", "note"),
    )
    limit = JapaneseIntegerField(
        label="1件の依頼で受け入れる上限（部）",
        units=("部",),
        min_value=1,
        max_value=COPIES_MAX,
        required=False,
        help_text="決めていないときは空欄にしてください。",
    )
    cannot_take = TextField(
        label="受け取れないもの",
        max_length=1_000,
        required=False,
        widget=_area(4),
        help_text="例：営利目的のもの、冊子の厚さが1cmを超えるもの",
    )
    delivery_to = LineField(
        label="届け先", max_length=100, required=False, help_text="例：地域振興課 文化交流係"
    )
    delivery_address = LineField(label="届け先の住所", max_length=200, required=False)
    delivery_hours = LineField(
        label="受取りの時間", max_length=100, required=False, help_text="例：開庁日の9時から17時まで"
    )
    note = TextField(label="そのほかの条件", max_length=1_000, required=False, widget=_area(4))

    def __init__(self, *args, rule, **kwargs):
        super().__init__(*args, initial={name: getattr(rule, name) for name in RULE_FIELDS}, **kwargs)
        self.row = rule


class WardPlaceForm(PartsMixin, RowEditForm, IdempotentForm):
    """A place where pamphlets are laid out (配布場所)."""

    columns = PLACE_FIELDS
    groups = (
        ("場所", "name capacity"),
        ("直接の納品", "takes_deliveries address hours"),
        ("そのほか", "note"),
    )
    name = LineField(label="場所の名称", max_length=100, help_text="例：区役所1階 情報コーナー")
    capacity = JapaneseIntegerField(
        label="1件あたり置ける部数", units=("部",), min_value=1, max_value=COPIES_MAX, required=False
    )
    takes_deliveries = forms.BooleanField(label="この場所へ直接届けてもらう", required=False)
    address = LineField(
        label="住所", max_length=200, required=False, help_text="直接届けてもらうときは必ず入力してください。"
    )
    hours = LineField(label="受取りの時間", max_length=100, required=False)
    note = LineField(label="補足", max_length=200, required=False)

    def __init__(self, *args, place=None, **kwargs):
        initial = {name: getattr(place, name) for name in PLACE_FIELDS} if place else None
        super().__init__(*args, initial=initial, **kwargs)
        self.row = place

    def clean(self):
        data = super().clean()
        if data.get("takes_deliveries") and not data.get("address") and "address" not in self.errors:
            self.add_error("address", "直接届けてもらう場所の住所を入力してください。")
        return data


class WardClosureForm(IdempotentForm):
    """Days on which nothing is taken in."""

    starts_on = JapaneseDateField(label="始まり")
    ends_on = JapaneseDateField(label="終わり")
    reason = LineField(label="理由", max_length=100, required=False, help_text="例：庁舎の移転、選挙の準備")

    def clean_ends_on(self):
        ends, starts = self.cleaned_data["ends_on"], self.cleaned_data.get("starts_on")
        if starts and ends < starts:
            raise forms.ValidationError("終わりの日は、始まりの日以後にしてください。")
        return ends
