"""An article as the secretariat writes it."""

from django import forms

from common.attachments.forms import AttachmentsMixin
from common.fields import JapaneseIntegerField, LineField, TextField
from common.idempotency.forms import IdempotentForm
from common.text import PAGE_LINK_HELP
from common.versions import RowEditForm
from news.issues.models import Article


class ArticleForm(IdempotentForm, AttachmentsMixin, RowEditForm):
    """`row` is the article that is edited, None for a new one."""

    columns = ("kind", "headline", "lead", "body", "page")
    kind = forms.ChoiceField(label="種類", choices=Article.Kind.choices)
    headline = LineField(label="見出し", max_length=100)
    lead = LineField(
        label="要約",
        max_length=300,
        required=False,
        help_text="1〜2文。号のページ、検索、新着情報にも出ます。",
    )
    body = TextField(
        label="本文",
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=f"行頭に「・」を付けると箇条書きになります。{PAGE_LINK_HELP}",
    )
    page = JapaneseIntegerField(
        label="紙面のページ", units=("ページ",), required=False, min_value=1, max_value=200
    )

    def __init__(self, *args, row: Article | None = None, initial=None, **kwargs):
        self.row = self.instance = row
        if row:
            initial = {name: getattr(row, name) for name in self.columns}
        super().__init__(*args, initial=initial, **kwargs)

    @property
    def shown(self) -> list:
        """Its fields in the order of the page."""
        names = ("kind", "headline", "lead", "body", "kept_files", "files", "page")
        return [self[name] for name in names if name in self.fields]
