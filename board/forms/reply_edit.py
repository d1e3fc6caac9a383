"""Form of a reply that is mended."""

from django import forms

from board.forms.reply import ReplyForm
from board.models import Reply
from board.versions import REPLY_FIELDS


class ReplyEditForm(ReplyForm):
    """The same as when it was written, filled in; `version` says which state of it stands on the page."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, instance: Reply, **kwargs):
        self.instance = instance
        stands = {name: getattr(instance, name) for name in [*REPLY_FIELDS, "version"]}
        super().__init__(*args, topic=instance.topic, initial=stands, **kwargs)
        del self.fields["standing"], self.fields["quoted"]  # its standing is changed on a page of its own

    @property
    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in REPLY_FIELDS if name in self.cleaned_data}

    def overtaken_by(self, reply: Reply) -> None:
        """A colleague mended it meanwhile: say so; saving this text once more goes over his version."""
        self.data = self.data.copy()
        self.data["version"] = str(reply.version)
        self.refuse(
            "同じ団体の担当者が先に保存しました。下の「保存されている内容」と見比べて直し、もう一度保存してください。"
            "いま入力した内容は「別稿」としても残しています。"
        )
