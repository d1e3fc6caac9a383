"""Forms that take a sheet."""

from django import forms

from common.idempotency.forms import IdempotentForm
from common.spreadsheets import limits, reading
from members.import_export.models import BaseSheetImport
from members.import_export.reading import LIMITS


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
    """A file of one of the sheets; `sheet_import` is the new row that reads it.

    `table` is what was read; None of a large file, which the worker reads: it has about `rows` rows.
    """

    file = sheet_file(f"Excelブック（xlsx）またはCSV。{LIMITS}")
    chosen: tuple[str, ...] = ()  # fields that the row keeps

    def __init__(self, *args, sheet_import: BaseSheetImport, **kwargs):
        super().__init__(*args, **kwargs)
        self.sheet_import, self.table, self.rows = sheet_import, None, 0

    def clean(self):
        cleaned = super().clean()
        if upload := cleaned.get("file"):
            for name in self.chosen:
                if name in cleaned:
                    setattr(self.sheet_import, name, cleaned[name])
            try:
                self._read(upload)
            except forms.ValidationError as refusal:
                self.add_error(None if hasattr(refusal, "error_dict") else "file", refusal)
        return cleaned

    def _read(self, upload) -> None:
        self.rows, size = self.extent_of(upload)
        if self.rows <= limits.AT_ONCE_ROWS and size <= limits.AT_ONCE_BYTES:
            self.table = self.sheet_import.read(upload)

    def extent_of(self, upload) -> tuple[int, int]:
        """(rows, bytes) of a file that can be read; else raises ValidationError."""
        return reading.extent_of(upload)
