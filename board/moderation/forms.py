"""Forms of moderation: hide, lock, move."""

from django import forms

from board.topics.models import Topic
from common.fields import LineField


class HideForm(forms.Form):
    """Why a post is hidden; its owner reads this."""

    reason = LineField(
        label="非表示にする理由",
        max_length=500,
        help_text="投稿した団体にそのまま表示されます。500文字まで。",
    )


class LockForm(forms.Form):
    """Why nobody may write in a topic any more; everybody who reads the topic reads this."""

    reason = LineField(
        label="書込みを止める理由",
        max_length=500,
        help_text="投稿を読める団体すべてに表示されます。500文字まで。",
    )


class MoveForm(forms.Form):
    """Another kind for a topic; the secretariat gives a reason, its owner need not."""

    kind = forms.ChoiceField(label="新しい種類", widget=forms.RadioSelect)
    reason = LineField(label="変更の理由", max_length=500, help_text="投稿した団体に届きます。500文字まで。")

    def __init__(self, *args, topic: Topic, by, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = [kind for kind in Topic.POSTED_KINDS if kind != topic.kind]
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]
        if not by.is_secretariat:
            del self.fields["reason"]
