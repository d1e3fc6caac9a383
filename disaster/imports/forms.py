"""The form that takes a file of support."""

from django import forms

from common.append_only.models import CORRECTIONS
from common.fields import LineField
from common.idempotency.forms import IdempotentForm
from common.spreadsheets import limits, reading
from common.uploads.limits import MB
from disaster.disasters.models import Disaster
from disaster.entry import columns
from disaster.imports.models import SupportImport
from disaster.imports.support_sheet import OWN
from members.import_export.forms import sheet_file


class SupportFileForm(IdempotentForm):
    """A table; `table` is what was read from it."""

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
    file = sheet_file(
        f"Excelブック(xlsx)またはCSV。{limits.MAX_SIZE // MB}MBまで、{limits.MAX_ROWS:,}行まで。"
    )

    reason = forms.ChoiceField(
        label="訂正の理由",
        required=False,
        choices=[("", "訂正の行はない"), *CORRECTIONS],
        help_text="このサイトで保存したファイルを直したときに選びます。すべての訂正の行に付きます。",
    )
    words = LineField(
        label="訂正の説明", required=False, max_length=500, help_text="履歴に残り、公開されます。"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.table = None
        self.fields["disaster"].queryset = Disaster.objects.standing().newest_first()

    def clean_file(self):
        upload = self.cleaned_data["file"]
        known = [reading.title_of(title) for title in (*OWN, *columns.HEADINGS)]
        self.table = reading.read_table(upload, known=known)
        if sum(columns.field_of(title) is not None for title in self.table.header) < 2:
            found = "、".join(title[:20] for title in self.table.header[:12])
            raise forms.ValidationError(
                f"「支援した団体」「支援先」などの列がありません。見出しの行があるか確かめてください。"
                f"ファイルの見出し: {found}"
            )
        self._refuse_repeated_columns()
        return upload

    def _refuse_repeated_columns(self) -> None:
        """Two titles of one field, as 金額 and 金額（千円）, would contradict each other."""
        first: dict[str, str] = {}
        for title in self.table.header:
            name = columns.field_of(title)
            if name in first:
                raise forms.ValidationError(
                    f"「{first[name]}」と「{title}」は同じ内容の列です。1つだけ残してください。"
                )
            if name:
                first[name] = title
