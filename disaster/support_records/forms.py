"""What is typed of one act of support, in a table of rows, in a file or in a correction."""

import datetime
import unicodedata
from typing import ClassVar

from django import forms

from common import japanese_calendar
from common.fields import JapaneseDateField, JapaneseDecimalField, JapaneseIntegerField, LineField
from common.search.normalisation import name_key
from common.versions import read_version
from disaster.disasters.queries import body_on, why_no_body
from disaster.support_records.amounts import read_yen
from disaster.support_records.models import MONEY, Basis, Giver, Kind, Length, State, Told, Window
from disaster.support_records.rules import is_large
from disaster.support_records.years import read_fiscal_year
from members.local_governments.models import LocalGovernment

JOINT = "特別区（23区共同）"
LABEL = {field.name: field.verbose_name for field in Told._meta.local_fields}
CONCLUDED = ("recipient_government", "sender_government", "window")  # from other columns, where empty
PEOPLE_KINDS = (Kind.STAFF, Kind.CLERICAL)


class YenField(LineField):
    """Yen; `is_multiplied` says whether a unit (千, 万, 億) was read."""

    def shape(self, value):
        try:
            yen, self.is_multiplied = read_yen(super().shape(value)[:60])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None
        return yen

    def prepare_value(self, value):
        return f"{value:,}" if isinstance(value, int) else value


class FiscalYearField(JapaneseIntegerField):
    """Typed as 2024, 令和6年度 or R6."""

    default_error_messages: ClassVar = {"invalid": "「令和6年度」か「2024」のように入力してください。"}

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        del self.widget.attrs["inputmode"]

    def to_python(self, value):
        year = read_fiscal_year(value) if isinstance(value, str) else None
        return super().to_python(value if year is None else str(year))


def _line(name: str, **options) -> LineField:
    options.setdefault("required", False)
    return LineField(label=LABEL[name], max_length=Told._meta.get_field(name).max_length, **options)


def _choice(name: str, choices, *, empty: str | None = None, **options) -> forms.ChoiceField:
    blank = [] if empty is None else [("", empty)]
    return forms.ChoiceField(label=LABEL[name], choices=[*blank, *choices.choices], required=False, **options)


def _date(name: str) -> JapaneseDateField:
    return JapaneseDateField(label=LABEL[name], required=False, help_text="", year=None)


class ToldForm(forms.Form):
    """All columns of `Told`; `facts` is what is recorded, by column.

    `questions` are sentences that must be confirmed: with the tick comes what was asked, so that other
    numbers are asked about again.
    """

    columns = tuple(name for name in Told.COLUMNS if not name.endswith("_id"))
    least_people = 1

    kind = _choice("kind", Kind, initial=Kind.RECOVERY)
    sender = _line("sender")
    recipient = _line("recipient")
    recipient_government = LineField(label="支援先の自治体", required=False, max_length=60)
    amount_yen = YenField(label=LABEL["amount_yen"], required=False)
    amount_again = YenField(label="金額をもう一度", required=False)
    people = JapaneseIntegerField(label=LABEL["people"], required=False, units=("人",), is_counted=True)
    basis = _choice("basis", Basis, empty="選んでください")
    state = _choice("state", State, initial=State.NONE)
    period_start, period_end = _date("period_start"), _date("period_end")
    job, scheme, item = _line("job"), _line("scheme"), _line("item")
    quantity = JapaneseDecimalField(
        label=LABEL["quantity"], required=False, is_counted=True, max_digits=14, decimal_places=2, min_value=0
    )
    unit, content = _line("unit"), _line("content")
    giver = _choice("giver", Giver, empty="団体名から決める")
    sender_government = LineField(label="支援した区", required=False, max_length=60)
    length = _choice("length", Length, empty="区分なし・不明")
    window = _choice("window", Window, empty="日付・年度から決める")
    fiscal_year = FiscalYearField(label=LABEL["fiscal_year"], required=False, min_value=1945, max_value=2100)
    note, internal_note, derived = _line("note"), _line("internal_note"), _line("derived")
    is_partial = forms.BooleanField(label=LABEL["is_partial"], required=False)
    coverage = _line("coverage")
    as_of = _date("as_of")
    source = _line("source")
    confirmed = forms.CharField(required=False, max_length=100, label="確認")

    def __init__(
        self,
        *args,
        disaster=None,
        shared=None,
        names=None,
        exact=False,
        stated=(),
        recorded=(),
        from_file=False,
        **kwargs,
    ):
        """`shared` {source, as_of} of all rows; `stated` columns hold what they say, also when empty;
        `exact`: all of them do.

        `recorded` are the bodies that the record names now: typed again they stay.
        """
        super().__init__(*args, **kwargs)
        self.recorded = {name_key(body.full_name): body for body in recorded if body}
        self.disaster, self.shared = disaster, shared or {}
        self.stated = CONCLUDED if exact else stated
        self.names = {} if names is None else names  # what was found for a text on a day, for many rows
        self.from_file = from_file  # a large amount is asked about, not typed again
        self.questions: list[str] = []

    def clean(self):
        cleaned = super().clean()
        self.facts = {name: cleaned.get(name) for name in self.columns}
        self.facts["kind"] = cleaned.get("kind") or Kind.RECOVERY
        self.facts["state"] = cleaned.get("state") or State.NONE
        self.facts["amount_yen"] = cleaned.get("amount_yen") or None
        for name in ("source", "as_of"):
            self.facts[name] = self.facts[name] or self.shared.get(name) or self.facts[name]
        self._bodies(cleaned)
        self._window(cleaned)
        self._check()
        self._check_people()
        self._check_amount(cleaned)
        return cleaned

    # --- who gave to whom ---------------------------------------------------------------------------------

    def _bodies(self, cleaned) -> None:
        to, ward = cleaned.get("recipient_government"), cleaned.get("sender_government")
        found = self._government("recipient_government", to)
        if not (to or "recipient_government" in self.stated):
            found = self._known(cleaned.get("recipient"))
        if found and not self.facts["recipient"]:
            self.facts["recipient"] = found.full_name
        sender = self._government("sender_government", ward)
        if not (ward or "sender_government" in self.stated):
            known = self._known(self.facts["sender"])
            sender = known if known and known.kind == LocalGovernment.Kind.SPECIAL_WARD else None
        if sender and not self.facts["sender"]:
            self.facts["sender"] = sender.name
        self.facts["recipient_government_id"] = found and found.pk
        self.facts["sender_government_id"] = sender and sender.pk
        self.facts["giver"] = cleaned.get("giver") or self._giver(sender)
        if not self.facts["sender"] and "sender" not in self.errors:
            self.add_error("sender", f"支援した団体を入力してください。例：{JOINT}、新宿区")
        if self.facts["giver"] == Giver.WARD and not sender and "sender_government" not in self.errors:
            self.add_error("sender_government", "1つの区が支援したときは、支援した区を入力してください。")

    def _giver(self, ward) -> str:
        if ward:
            return Giver.WARD
        sender = unicodedata.normalize("NFKC", self.facts["sender"] or "")
        if "共同" in sender:
            return Giver.JOINT
        return Giver.WARDS if "各区" in sender else Giver.UNKNOWN

    @property
    def day(self) -> datetime.date:
        """On which the bodies must have existed."""
        known = self.disaster.began_on if self.disaster else None
        return self.facts["period_start"] or self.facts["as_of"] or known or japanese_calendar.today()

    def _government(self, field: str, text: str | None) -> LocalGovernment | None:
        if not text:
            return None
        if found := self._known(text):
            return found
        self.add_error(field, why_no_body(text, self.day))
        return None

    def _known(self, text: str | None) -> LocalGovernment | None:
        if not text:
            return None
        if stays := self.recorded.get(name_key(text)):
            return stays
        asked = (name_key(text), self.day)
        if asked not in self.names:
            self.names[asked] = body_on(text, self.day)
        return self.names[asked]

    # --- what must fit together ---------------------------------------------------------------------------

    def _window(self, cleaned) -> None:
        window = cleaned.get("window") or Window.NONE
        if not cleaned.get("window") and "window" not in self.stated:
            if self.facts["period_start"]:
                window = Window.PERIOD
            elif self.facts["fiscal_year"]:
                window = Window.FISCAL_YEAR
        self.facts["window"] = window
        if window == Window.FISCAL_YEAR and not self.facts["fiscal_year"]:
            self._say("fiscal_year", "対象の期間が年度のときは、年度を入力してください。")

    def _check(self) -> None:
        facts = self.facts
        first, last = facts["period_start"], facts["period_end"]
        if last and not first:
            self._say("period_start", "終了日を入力するときは、開始日も入力してください。")
        elif last and last < first:
            self._say("period_end", "終了日は開始日以後にしてください。")
        if facts["quantity"] is not None and not (facts["quantity"] and facts["item"] and facts["unit"]):
            self._say("quantity", "数量は0より大きくし、品目と単位も入力してください。")
        if not facts["source"]:
            self._say("source", "出典を入力してください。")

    def _check_people(self) -> None:
        people = self.facts["people"]
        if people is None:
            self.facts["basis"] = ""
            return
        if people < self.least_people:
            self._say("people", "0人は入力できません。分からないときは空欄にしてください。")
        if self.facts["kind"] not in PEOPLE_KINDS:
            self._say("people", "人数は、職員派遣と事務の支援だけに入力できます。")
        if not self.facts["basis"]:
            self._say(
                "basis",
                "人数には数え方が必要です。出典に書かれていないときは「数え方不明」を選んでください。",
            )

    def _check_amount(self, cleaned) -> None:
        yen = self.facts["amount_yen"]
        if yen and self.facts["kind"] not in MONEY:
            self._say("amount_yen", "金額は、復興支援金と義援金だけに入力できます。")
        self._check_large(yen, cleaned.get("amount_again"))
        if yen and self.fields["amount_yen"].is_multiplied:
            self.questions.append(f"「{self['amount_yen'].data}」を{yen:,}円として記録します。")

    def _check_large(self, yen: int | None, again: int | None) -> None:
        if not is_large(yen) or again == yen or yen == self.initial.get("amount_yen"):
            return
        if self.from_file and not again:
            self.questions.append(f"1億円を超える金額です。{yen:,}円で間違いありませんか。")
        else:
            self._say("amount_again", "1億円を超える金額です。同じ金額をもう一度入力してください。")

    def _say(self, field: str, sentence: str) -> None:
        if field not in self.errors:
            self.add_error(field, sentence)

    # --- what is asked once more --------------------------------------------------------------------------

    @property
    def question_key(self) -> str:
        return read_version(
            {name: self.facts[name] for name in ("amount_yen", "people", "recipient")}
            | {"questions": self.questions}
        )

    @property
    def is_confirmed(self) -> bool:
        return not self.questions or self["confirmed"].data == self.question_key

    def ask(self, doubts, *, but=None) -> None:
        """An error until who typed ticked that they read the questions; of facts without errors only.

        `but` is the record that is corrected.
        """
        self.questions += doubts.about(self.facts, but=but)
        if not self.is_confirmed:
            self.add_error("confirmed", "内容を確かめて、「確かめました」に印を付けてください。")
