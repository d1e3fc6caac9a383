"""Form of a reply."""

from django import forms
from django.core.exceptions import ValidationError

from office.fields import TextField
from office.forms import AttachmentsMixin, OnceForm

MOST_FILES = 5


class ReplyForm(AttachmentsMixin, OnceForm):
    """An answer under a topic, with up to five files."""

    body = TextField(
        label="返信の内容",
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="会員のすべての団体が読めます。「＠江東区」「＠大阪府堺市」のように書くと、"
        "その団体の共通アドレスへ知らせが届きます。",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["files"].help_text = f"返信には{MOST_FILES}件まで。{self.fields['files'].help_text}"
        self.order_fields(["body"])

    def clean_files(self):
        files = super().clean_files()
        if len(self.stored_files) > MOST_FILES:
            raise ValidationError(
                f"返信に添付できるのは{MOST_FILES}件までです。チェックを外して減らしてください。"
            )
        return files

    def refuse(self, sentence: str) -> None:
        """Say why the reply could not be posted after all; what was typed and uploaded stays in the form."""
        self.add_error(None, sentence)
        self._show_kept()
