from common.attachments.forms import AttachmentsMixin
from common.fields import TextField
from common.versions import RowEditForm
from events.reports.actions import COLUMNS


class ReportForm(AttachmentsMixin, RowEditForm):
    """The report of an event; `row` is what was saved of it, or None."""

    columns = COLUMNS
    body = TextField(
        label="開催の様子",
        max_length=20000,
        required=False,
        help_text="来場者の声や、催しから生まれたことを書いてください。",
    )

    def __init__(self, *args, row=None, **kwargs):
        self.row = self.instance = row
        super().__init__(*args, initial={"body": row.body if row else ""}, **kwargs)
