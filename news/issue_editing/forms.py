"""An issue of the newsletter as the secretariat registers it."""

from django import forms

from common.attachments.forms import AttachmentsMixin
from common.fields import JapaneseDateField, JapaneseIntegerField, LineField, TextField
from common.idempotency.forms import IdempotentForm
from common.versions import RowEditForm
from news.issues.models import NewsIssue


class IssueForm(IdempotentForm, AttachmentsMixin, RowEditForm):
    """`row` is the issue that is edited, None for a new one."""

    columns = ("volume", "published_on", "publisher", "topics", "source")
    volume = JapaneseIntegerField(label="号数", units=("号",), min_value=1, max_value=9999)
    published_on = JapaneseDateField(label="発行日", required=False, help_text="例：令和8年3月30日。")
    publisher = LineField(label="発行", max_length=100, required=False)
    topics = TextField(
        label="内容",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="記事の見出しを1行に1つずつ。記事のページがないときと、号の一覧に出ます。",
    )
    source = LineField(label="出典", max_length=500, help_text="例：全国連携NEWS 第14号（紙面）")

    def __init__(self, *args, row: NewsIssue | None = None, initial=None, **kwargs):
        self.row = self.instance = row
        if row:
            initial = {name: getattr(row, name) for name in self.columns}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["files"].label = "表紙の写真、紙面のPDF"
        self.fields["files"].help_text += "最初の写真が表紙になります。"

    @property
    def shown(self) -> list:
        """Its fields in the order of the page."""
        names = ("volume", "published_on", "publisher", "topics", "kept_files", "files", "source")
        return [self[name] for name in names if name in self.fields]
