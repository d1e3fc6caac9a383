"""The form that takes a sheet."""

from django import forms

from common.idempotency.forms import IdempotentForm
from common.spreadsheets import limits, reading
from common.uploads.limits import MB


class SheetForm(IdempotentForm):
    """A file of one of the sheets; `table` is what was read from it."""

    file = forms.FileField(
        label="取り込むファイル",
        help_text=(f"Excelブック(xlsx)またはCSV。{limits.MAX_SIZE // MB}MBまで、{limits.MAX_ROWS:,}行まで。"),
        widget=forms.FileInput(attrs={"accept": reading.ACCEPT}),
        allow_empty_file=True,  # the reader says it in its own words
        error_messages={
            "required": "取り込むファイルを選んでください。",
            "invalid": "取り込むファイルを選んでください。",
            "missing": "取り込むファイルを選んでください。",
        },
    )

    def __init__(self, *args, sheet, **kwargs):
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        self.table = None

    def clean_file(self):
        upload = self.cleaned_data["file"]
        titles = self.sheet.titles()
        table = reading.read_table(upload, sheet=self.sheet.title, known=titles)
        if not set(self.sheet.keys) & set(table.header):
            found = "、".join(title[:20] for title in table.header[:12])
            raise forms.ValidationError(
                f"「{'」「'.join(self.sheet.keys)}」のどれかの列が必要です。"
                f"見出しを「{self.sheet.title}」のひな形と同じにしてください。ファイルの見出し: {found}"
            )
        self.table = table
        return upload
