from django import forms
from django.core.exceptions import ValidationError

from board.replies.models import Reply
from board.reply_capacity.forms import CapacityField
from board.topics.models import Topic
from board.topics.queries import audience_sentence
from board.versions.queries import REPLY_FIELDS
from common.attachments.forms import AttachmentsMixin
from common.fields import TextField
from common.idempotency.forms import IdempotentForm
from common.uploads import limits

MAX_FILES = 5
QUOTE_NOT_READABLE = (
    "引用した返信は、いまは読めません。「>」で始まる引用を消してから、もう一度投稿してください。"
    "入力した内容は下に残っています。"
)

MENTION_HELP = "「＠江東区」「＠大阪府堺市」のように書くと、その団体の共通アドレスへ通知が届きます。"


class _HelpText:
    """Who reads the reply: asked where the form is shown, not where it is posted."""

    def __init__(self, topic: Topic):
        self.topic = topic

    def __str__(self):
        return audience_sentence(self.topic) + MENTION_HELP


class ReplyForm(AttachmentsMixin, IdempotentForm):
    """A reply to a topic, with up to five files; it may quote, and say in whose name it speaks."""

    body = TextField(label="返信の内容", max_length=5_000, widget=forms.Textarea(attrs={"rows": 8}))
    capacity = CapacityField(
        help_text="団体の中で決めた回答は、そう示してください。返信の前の表に出ます。投稿した後でも変えられます。"
    )
    quoted = forms.IntegerField(
        required=False, widget=forms.HiddenInput, error_messages={"invalid": QUOTE_NOT_READABLE}
    )

    def __init__(self, *args, topic: Topic, **kwargs):
        super().__init__(*args, **kwargs)
        self.topic = topic
        self.fields["body"].help_text = _HelpText(topic)
        self.fields["capacity"].set_choices_for(self.by)
        self.fields["files"].help_text = limits.HELP.replace(f"{limits.MAX_FILES}件", f"{MAX_FILES}件")
        self.order_fields(["body", "capacity"])

    def clean_quoted(self) -> Reply | None:
        number = self.cleaned_data["quoted"]
        if not number:
            return None
        found = self.topic.replies.filter(number=min(number, self.topic.reply_count + 1), hidden_at=None)
        if reply := found.first():
            return reply
        raise ValidationError(QUOTE_NOT_READABLE)

    def full_clean(self):
        super().full_clean()
        if self.is_bound and "quoted" in self.errors:  # it can be posted as a reply that quotes nothing
            self.clear_quote()

    def clear_quote(self) -> None:
        self.data = self.data.copy()
        self.data["quoted"] = ""

    def clean_files(self):
        files = super().clean_files()
        if len(self.stored_files) > MAX_FILES:
            raise ValidationError(
                f"返信に添付できるのは{MAX_FILES}件までです。チェックを外して減らしてください。"
            )
        return files

    def refuse(self, sentence: str) -> None:
        """Say why the reply could not be posted after all; what was typed and uploaded stays in the form."""
        self.add_error(None, sentence)
        self._show_kept()


class ReplyEditForm(ReplyForm):
    """The reply as it was written; `version` says which state of it is on the page."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, instance: Reply, **kwargs):
        self.instance = instance
        initial = {name: getattr(instance, name) for name in [*REPLY_FIELDS, "version"]}
        super().__init__(*args, topic=instance.topic, initial=initial, **kwargs)
        del self.fields["capacity"], self.fields["quoted"]  # its capacity is changed on a page of its own

    @property
    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in REPLY_FIELDS if name in self.cleaned_data}

    def refuse_stale(self, reply: Reply) -> None:
        """A colleague edited it meanwhile: say so; saving this text again overwrites theirs."""
        self.data = self.data.copy()
        self.data["version"] = str(reply.version)
        self.refuse(
            "同じ団体の担当者が先に保存しました。下の「保存されている内容」と見比べて直し、もう一度保存してください。"
            "いま入力した内容は「別稿」としても残しています。"
        )
