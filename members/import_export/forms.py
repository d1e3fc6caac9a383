"""Forms that take a sheet."""

from django import forms

from common.idempotency.forms import IdempotentForm
from common.spreadsheets import limits, reading
from common.uploads.limits import MB


def sheet_file(help_text: str, *, accept: str = reading.ACCEPT) -> forms.FileField:
    return forms.FileField(
        label="取り込むファイル",
        help_text=help_text,
        widget=forms.FileInput(attrs={"accept": accept}),
        allow_empty_file=True,  # the reader says it in its own words
        error_messages=dict.fromkeys(
            ("required", "invalid", "missing"), "取り込むファイルを選んでください。"
        ),
    )


class SheetForm(IdempotentForm):
    """A file of one of the sheets; `table` is what was read from it."""

    file = sheet_file(
        f"Excelブック(xlsx)またはCSV。{limits.MAX_SIZE // MB}MBまで、{limits.MAX_ROWS:,}行まで。"
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
