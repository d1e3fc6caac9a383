"""The form that takes a file of events."""

import unicodedata

from django import forms

from common.fields import LineField
from common.idempotency.forms import IdempotentForm
from common.spreadsheets import limits, reading
from common.uploads import names
from common.uploads.limits import MB
from events.open_data.calendar_reading import read_calendar
from events.open_data.columns import BY_NAME, COLUMNS
from events.open_data.event_sheet import EventSheet
from members.import_export.forms import sheet_file


class EventFileForm(IdempotentForm):
    """A table or a calendar; `table` is what was read from it, `left_out` what is not taken in."""

    code = LineField(
        label="団体コード",
        max_length=20,
        required=False,
        help_text="カレンダー(.ics)を取り込むときに、どの団体の催しかを6桁で入力してください。",
    )
    file = sheet_file(
        "オープンデータの「イベント一覧」(CSV・Excelブック)、またはカレンダー(.ics)。"
        f"{limits.MAX_SIZE // MB}MBまで、{limits.MAX_ROWS:,}行まで。",
        accept=f"{reading.ACCEPT},.ics",
    )

    def __init__(self, *args, own_code="", **kwargs):
        super().__init__(*args, **kwargs)
        self.own_code, self.table, self.left_out = own_code, None, []
        if own_code:
            del self.fields["code"]

    def clean(self):
        cleaned = super().clean()
        if upload := cleaned.get("file"):
            try:
                self._read(upload, self.own_code or cleaned.get("code", ""))
            except forms.ValidationError as refusal:
                self.add_error("file", refusal)
        return cleaned

    def _read(self, upload, code: str) -> None:
        if names.ending_of(upload.name or "") == "ics":
            self._read_calendar(upload, code)
            return
        titles = EventSheet.titles()
        self.table = reading.read_table(upload, sheet=EventSheet.title, known=[*titles, *_SEEN])
        if EventSheet.column_of(BY_NAME["title"].title) not in map(EventSheet.column_of, self.table.header):
            found = "、".join(title[:20] for title in self.table.header[:12])
            raise forms.ValidationError(
                f"「{BY_NAME['title'].title}」の列がありません。見出しの行があるか確かめてください。"
                f"ファイルの見出し: {found}"
            )
        self._refuse_repeated_columns()

    def _read_calendar(self, upload, code: str) -> None:
        if not unicodedata.normalize("NFKC", code).strip():
            self.add_error("code", "カレンダー(.ics)を取り込むときは、団体コードを入力してください。")
            return
        self.table, self.left_out = read_calendar(upload, code=code)

    def _refuse_repeated_columns(self) -> None:
        """Two titles of one column, as NO and ID, would contradict each other."""
        first: dict[str, str] = {}
        for title in self.table.header:
            column = EventSheet.column_of(title)
            if column is None or not column.value:
                continue
            if column.name in first and column.name in _NEVER_TWICE:
                raise forms.ValidationError(
                    f"「{first[column.name]}」と「{title}」は同じ内容の列です。1つだけ残してください。"
                )
            first.setdefault(column.name, title)


_SEEN = ("NO", "都道府県コード又は市区町村コード", "市区町村名", "都道府県名", "料金(基本)")
_NEVER_TWICE = {"code", "number"} | {column.name for column in COLUMNS if column.writes}
