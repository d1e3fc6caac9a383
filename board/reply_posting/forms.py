"""Form of a reply."""

from django import forms
from django.core.exceptions import ValidationError

from board.audience import sentence_of
from board.forms.standing import StandingField
from board.models import Reply, Topic
from office.cabinet import limits
from office.fields import TextField
from office.forms import AttachmentsMixin, OnceForm

MOST_FILES = 5
NO_QUOTE = (
    "引用した返信は、いまは読めません。「>」で始まる引用を消してから、もう一度投稿してください。"
    "入力した内容は下に残っています。"
)

CALLING = "「＠江東区」「＠大阪府堺市」のように書くと、その団体の共通アドレスへ知らせが届きます。"


class ReplyForm(AttachmentsMixin, OnceForm):
    """An answer under a topic, with up to five files; it may quote, and say in whose name it speaks."""

    body = TextField(label="返信の内容", max_length=5_000, widget=forms.Textarea(attrs={"rows": 8}))
    standing = StandingField(
        help_text="団体の中で決めた回答は、そう示してください。返信の前の表に出ます。投稿した後でも変えられます。"
    )
    quoted = forms.IntegerField(
        required=False, widget=forms.HiddenInput, error_messages={"invalid": NO_QUOTE}
    )

    def __init__(self, *args, topic: Topic, **kwargs):
        super().__init__(*args, **kwargs)
        self.topic = topic
        self.fields["body"].help_text = sentence_of(topic) + CALLING
        self.fields["standing"].offer_to(self.by)
        self.fields["files"].help_text = limits.HELP.replace(f"{limits.MAX_FILES}件", f"{MOST_FILES}件")
        self.order_fields(["body", "standing"])

    def clean_quoted(self) -> Reply | None:
        number = self.cleaned_data["quoted"]
        if not number:
            return None
        found = self.topic.replies.filter(number=min(number, self.topic.reply_count + 1), hidden_at=None)
        if reply := found.first():
            return reply
        raise ValidationError(NO_QUOTE)

    def full_clean(self):
        super().full_clean()
        if self.is_bound and "quoted" in self.errors:  # it can be posted as a reply that quotes nothing
            self.forget_quote()

    def forget_quote(self) -> None:
        self.data = self.data.copy()
        self.data["quoted"] = ""

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
