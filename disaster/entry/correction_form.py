"""The next version of a record: what is so, why it is written again, and which version was read."""

from django import forms

from common.append_only.models import Reason
from common.fields import TextField
from common.versions import still_saved
from disaster.entry.columns import STATEMENT_LINE, line_of
from disaster.entry.forms import TwoPartMixin
from disaster.statements.forms import StatementForm
from disaster.statements.models import Statement
from disaster.statements.rules import changes_numbers
from disaster.support_records.forms import ToldForm
from disaster.support_records.models import SupportRecord

REASONS = [
    (reason.value, reason.label) for reason in Reason if reason not in (Reason.NEW, Reason.RESTORATION)
]
STALE_RESTORATION = "ほかの人が先に記録しました。履歴で、いまの内容を確かめてください。"
STALE = "ほかの人が先に訂正しました。いまの記録と見比べて直し、もう一度保存してください。"


class WhyForm(forms.Form):
    """Why a record is written again."""

    reason = forms.ChoiceField(
        label="訂正の理由",
        choices=[("", "選んでください"), *REASONS],
    )
    words = TextField(
        label="訂正の説明",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="例：新聞の記事の数を、区の発表の数に改めました。履歴に残り、公開されます。",
        error_messages={"required": "何をなぜ改めるのかを入力してください。"},
    )


class RestorationForm(forms.Form):
    """Why a withdrawn record stands again; `number` is the version that was read."""

    number = forms.IntegerField(required=False, widget=forms.HiddenInput)
    words = TextField(
        label="取下げを取り消す理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="例：二重の記録ではなく、2回目の支援金でした。履歴に残り、公開されます。",
    )

    def refuse_stale(self, row) -> None:
        self.add_error(None, STALE_RESTORATION)


class CorrectionMixin(TwoPartMixin, WhyForm):
    """`version` is the one that was read; its number travels with the form."""

    is_stale = False
    apart = (*TwoPartMixin.apart, "reason", "words", "number", "is_part")

    number = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, version, **kwargs):
        self.version = version
        bodies = version.recipient_government, version.sender_government
        super().__init__(
            *args,
            initial=values_of(version) | {"number": version.number},
            disaster=version.record.disaster,
            exact=True,
            recorded=bodies,
            **kwargs,
        )

    @property
    def changes_numbers(self) -> bool:
        """Whether what is asked about differs from what stands."""
        return changes_numbers(self.version.facts, self.facts)

    @property
    def is_withdrawal(self) -> bool:
        return self.cleaned_data.get("reason") == Reason.WITHDRAWAL

    @property
    def seen(self):
        """The version whose number the form came with."""
        return self.version.record.versions.filter(number=self.cleaned_data["number"] or 0).first()

    def refuse_stale(self, row) -> None:
        """Says what stands now; the next press writes what is typed over it."""
        self.is_stale = True
        self.data = self.data.copy()
        self.data[self.add_prefix("number")] = str(row.number)
        told = "、".join(still_saved(self, values_of(row)))
        self.add_error(None, f"{STALE}（いまの内容: {told}）" if told else STALE)


class RecordCorrectionForm(CorrectionMixin, ToldForm):
    of = SupportRecord

    @property
    def line(self) -> tuple[str, ...]:
        return line_of(self.version.kind)


class StatementCorrectionForm(CorrectionMixin, StatementForm):
    of, line = Statement, STATEMENT_LINE
    is_part = None


def values_of(version) -> dict:
    """What a form shows of a version."""
    values = {name: getattr(version, name) for name in version.COLUMNS if not name.endswith("_id")}
    for name in ("sender_government", "recipient_government"):
        body = getattr(version, name)
        values[name] = body.full_name if body else ""
    return values
