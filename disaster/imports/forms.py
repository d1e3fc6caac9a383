"""The form that takes a file of support."""

from django import forms

from common.append_only.models import CORRECTIONS
from common.fields import LineField
from disaster.disasters.models import Disaster
from disaster.imports.models import SupportImport
from members.import_export.forms import SheetForm


class SupportFileForm(SheetForm):
    """A table, and what its rows leave open."""

    kind = forms.ChoiceField(
        label="「区分」の列がない行は、どちらですか",
        choices=SupportImport.Kind,
        widget=forms.RadioSelect,
        error_messages={"required": "個票か公表値かを選んでください。"},
    )
    disaster = forms.ModelChoiceField(
        Disaster.objects.none(),
        label="「災害」の列がない行の災害",
        required=False,
        empty_label="選んでください",
        help_text="ファイルに「災害」の列があるときは空欄にしてください。",
    )
    correction = forms.ChoiceField(
        label="訂正の理由",
        required=False,
        choices=[("", "訂正の行はない"), *CORRECTIONS],
        help_text="このサイトで保存したファイルを直したときに選びます。すべての訂正の行に付きます。",
    )
    words = LineField(
        label="訂正の説明", required=False, max_length=500, help_text="履歴に残り、公開されます。"
    )

    field_order = ("kind", "disaster", "file")
    chosen = ("kind", "disaster", "correction", "words")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["disaster"].queryset = Disaster.objects.standing().newest_first()
