"""What an archive of the board contains."""

from django import forms

from common.idempotency.forms import IdempotentForm


class ArchiveForm(IdempotentForm, forms.Form):
    """Published topics with replies and files are always in it; drafts never."""

    with_hidden = forms.BooleanField(
        label="非表示を含める",
        required=False,
        help_text="事務局が非表示にした投稿と返信も、理由と印を付けて含めます。",
    )
    with_talks = forms.BooleanField(
        label="相談を含める",
        required=False,
        help_text="2つの団体と事務局だけが読める「相談」も含めます。",
    )
