"""The form that takes a file of events."""

import unicodedata

from django import forms

from common.fields import LineField
from common.spreadsheets import reading
from events.open_data.calendar_reading import calendar_extent, is_calendar
from members.import_export.forms import SheetForm, sheet_file
from members.import_export.reading import LIMITS


class EventFileForm(SheetForm):
    """A table or a calendar; `own_code` is that of the organisation which hands it in."""

    code = LineField(
        label="団体コード",
        max_length=20,
        required=False,
        help_text="カレンダー（.ics）を取り込むときに、どの団体の催しかを6桁で入力してください。",
    )
    file = sheet_file(
        f"オープンデータの「イベント一覧」（CSV・Excelブック）、またはカレンダー（.ics）。{LIMITS}",
        accept=f"{reading.ACCEPT},.ics",
    )
    field_order = ("code", "file")
    chosen = ("code",)

    def __init__(self, *args, own_code="", **kwargs):
        super().__init__(*args, **kwargs)
        self.sheet_import.code = own_code
        if own_code:
            del self.fields["code"]

    def extent_of(self, upload):
        if not is_calendar(upload):
            return super().extent_of(upload)
        if not unicodedata.normalize("NFKC", self.sheet_import.code).strip():
            sentence = "カレンダー（.ics）を取り込むときは、団体コードを入力してください。"
            raise forms.ValidationError({"code": sentence})
        return calendar_extent(upload)
