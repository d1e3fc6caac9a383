from common.attachments.forms import AttachmentsMixin
from common.fields import TextField
from common.versions import RowEditForm, read_version
from events.events.models import Event
from events.headcounts.forms import HeadcountFields
from events.reports.models import EventReport
from events.reports.rules import counted_at_sign_ups, saved_values


class ReportForm(AttachmentsMixin, RowEditForm, HeadcountFields):
    """The report of an event, with how many people were counted; `row` is what was saved of it, or None."""

    columns = ("body",)
    edits_row = True  # the numbers are there before the report
    body = TextField(
        label="開催の様子",
        max_length=20000,
        required=False,
        help_text="来場者の声や、催しから生まれたことを書いてください。",
    )

    def __init__(self, *args, event: Event, row: EventReport | None = None, **kwargs):
        self.event, self.row, self.instance = event, row, row
        saved = saved_values(event, row)
        self.filled = {} if row else _missing(saved, counted_at_sign_ups(event))
        super().__init__(*args, initial=saved | self.filled, **kwargs)

    @property
    def version_now(self) -> str:
        return read_version(saved_values(self.event, self.row))

    def refuse_stale(self, row) -> None:
        now = saved_values(row.event, row)
        self.show_stale(read_version(now), now)

    @property
    def parts(self) -> list:
        """(heading, its fields) as the page shows them."""
        counts = [self[name] for name in self.fields if name.startswith(("number_", "words_"))]
        files = [self[name] for name in ("kept_files", "files") if name in self.fields]
        return [("開催の様子", [self["body"]]), ("人数", counts), ("写真・資料", files)]


def _missing(saved: dict, counted: dict) -> dict:
    """Of what was counted, that of which no number is saved yet."""
    return {name: counted[name] for name in counted if saved[f"number_{name.partition('_')[2]}"] is None}
