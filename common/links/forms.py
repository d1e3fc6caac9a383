from django import forms
from django.core.exceptions import ValidationError

from common.fields import LineField
from common.links.queries import record_at


class LinkForm(forms.Form):
    """The other record, by the address of its page or its number; `other` is what was found."""

    typed = LineField(
        label="つなげるページのアドレスまたは投稿の番号",
        max_length=500,
        help_text="このサイトのイベント・展示、投稿、お知らせ、全国連携NEWSのページのアドレスを貼り付けるか、"
        "掲示板の投稿の番号（例：第123号）を入力してください。",
    )

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        self.other = None

    def clean_typed(self):
        typed = self.cleaned_data["typed"]
        self.other = record_at(typed, self.by)
        if self.other is None:
            raise ValidationError(
                "そのアドレスまたは番号の記録は見つかりません。ページを開いて、アドレスを確かめてください。"
            )
        return typed
