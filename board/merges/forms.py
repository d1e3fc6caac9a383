from django import forms
from django.core.exceptions import ValidationError

from board.merges import rules
from board.topics.models import Topic
from board.topics.numbers import parse_topic_number
from common.fields import LineField


class MergeForm(forms.Form):
    """The number of the target topic, typed as people write it."""

    number = LineField(
        label="統合先の番号", max_length=40, help_text="例：123、掲示板 第123号。統合先の投稿の番号です。"
    )
    reason = LineField(
        label="統合の理由",
        max_length=500,
        help_text="投稿した団体と返信した人にメールで届きます。500文字まで。",
    )

    def __init__(self, *args, topic: Topic, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.topic, self.by = topic, by

    def clean_number(self):
        """The topic of that number, if this one may be merged into it."""
        number = parse_topic_number(self.cleaned_data["number"])
        found = Topic.objects.visible_to(self.by).select_related("organization")
        into = found.filter(pk=number).first() if number else None
        if into is None:
            raise ValidationError(
                "その番号の投稿は見つかりません。投稿のページにある番号を確かめてください。"
            )
        if sentence := rules.reason_not_to_merge(self.topic, into):
            raise ValidationError(sentence)
        return into
