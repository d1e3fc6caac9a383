"""Form with which the secretariat hides a topic or a reply."""

from django import forms

from office.fields import LineField


class HideForm(forms.Form):
    """Why a post is hidden; its owner reads this."""

    reason = LineField(
        label="非表示にする理由",
        max_length=500,
        help_text="投稿した団体にそのまま表示されます。500文字まで。",
    )
