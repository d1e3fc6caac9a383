"""Rows of a ward's own support, one report written again, a correction proposed, and what is sent back."""

from django import forms

from common.fields import TextField
from common.idempotency.forms import IdempotentForm
from common.search.normalisation import name_key
from disaster.entry.columns import line_of
from disaster.entry.correction_form import WhyForm, values_of
from disaster.entry.forms import SupportRowForm
from disaster.support_records.models import Giver
from disaster.ward_reports.actions import NOT_OWN, WITHOUT_NOTE

UNASKED = {"internal_note": "", "derived": "", "is_partial": False, "coverage": ""}
STALE = "ほかの人が先に保存しました。いまの内容と見比べて直し、もう一度保存してください。"


class WardRowForm(SupportRowForm):
    """A row that the ward itself gave; without a source it is the ward's own report."""

    sender_government = giver = internal_note = derived = is_partial = coverage = None

    def __init__(self, *args, ward, **kwargs):
        self.ward = ward
        recorded = (*kwargs.pop("recorded", ()), ward)
        super().__init__(*args, recorded=recorded, **kwargs)
        self.fields["sender"].widget.attrs["placeholder"] = ward.name

    def clean(self):
        cleaned = super().clean()
        self.facts |= self.unasked
        return cleaned

    @property
    def unasked(self) -> dict:
        """What the columns say that wards are not asked for."""
        return UNASKED

    def _bodies(self, cleaned) -> None:
        typed = cleaned.get("sender")
        if typed and name_key(typed) != name_key(self.ward.name) and self._known(typed) != self.ward:
            self.add_error("sender", f"{NOT_OWN}空欄にすると「{self.ward.name}」になります。")
        self.facts["sender"] = self.ward.name
        self.facts["source"] = self.facts["source"] or f"{self.ward.name}からの報告"
        super()._bodies(cleaned | {"sender_government": self.ward.full_name, "giver": Giver.WARD})


class ReportForm(IdempotentForm, WardRowForm):
    """One report; `told` is the report or the version whose words it begins with."""

    is_stale = is_exact = False
    apart = (*WardRowForm.apart, "reason", "words", "edition", "idempotency_key")
    edition = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, told, disaster, **kwargs):
        self.told = told
        initial = values_of(told) | {"edition": getattr(told, "edition", None)}
        recorded = (told.recipient_government, told.sender_government)
        kwargs |= {"initial": initial, "disaster": disaster, "recorded": recorded, "exact": self.is_exact}
        super().__init__(*args, **kwargs)

    @property
    def line(self) -> tuple[str, ...]:
        return line_of(self.told.kind)

    @property
    def correction(self) -> dict:
        return {}

    def refuse_stale(self, row) -> None:
        self.is_stale = True
        self.data = self.data.copy()
        self.data["edition"] = str(getattr(row, "edition", ""))
        self.add_error(None, STALE)


class CorrectionReportForm(WhyForm, ReportForm):
    """What a record of the ward should say, and why."""

    is_exact = True

    def __init__(self, *args, told, **kwargs):
        super().__init__(*args, told=told, **kwargs)
        self.initial["reason"] = getattr(told, "correction_reason", "")
        self.initial["words"] = getattr(told, "correction_words", "")

    @property
    def unasked(self) -> dict:
        return {name: getattr(self.told, name) for name in UNASKED} | {"internal_note": ""}

    @property
    def correction(self) -> dict:
        cleaned = self.cleaned_data
        return {"correction_reason": cleaned["reason"], "correction_words": cleaned["words"]}


class DecisionForm(forms.Form):
    """Which edition was read; the tick under the warnings; for sending back the words."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    confirmed = forms.CharField(required=False, max_length=100)


class ReturnForm(DecisionForm):
    note = TextField(
        label="差し戻す理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="区にメールで届きます。例：派遣の終了日を入力してください。",
        error_messages={"required": WITHOUT_NOTE},
    )
