from django import forms

from common.fields import LineField


class BookmarkForm(forms.Form):
    """A private note beside a bookmark."""

    note = LineField(
        label="自分用のメモ",
        max_length=100,
        required=False,
        help_text="ほかの人には見えません。100文字まで。",
    )
