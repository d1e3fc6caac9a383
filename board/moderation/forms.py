"""Forms of order: report, hide, lock, move, merge, and the secretariat's decisions."""

from django import forms
from django.core.exceptions import ValidationError

from board import merging
from board.filters import topic_number
from board.models import Report, Topic, WatchedWord
from office.fields import LineField, TextField
from office.norm import jnorm


class HideForm(forms.Form):
    """Why a post is hidden; its owner reads this."""

    reason = LineField(
        label="非表示にする理由",
        max_length=500,
        help_text="投稿した団体にそのまま表示されます。500文字まで。",
    )


class LockForm(forms.Form):
    """Why nobody may write in a topic any more; everybody who reads it reads this."""

    reason = LineField(
        label="書込みを止める理由",
        max_length=500,
        help_text="投稿を読める団体すべてに表示されます。500文字まで。",
    )


class MoveForm(forms.Form):
    """Another kind for a topic; the secretariat says why, its owner need not."""

    kind = forms.ChoiceField(label="新しい種類", widget=forms.RadioSelect)
    reason = LineField(label="変更の理由", max_length=500, help_text="投稿した団体に届きます。500文字まで。")

    def __init__(self, *args, topic: Topic, by, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = [kind for kind in Topic.POSTED_KINDS if kind != topic.kind]
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]
        if not by.is_secretariat:
            del self.fields["reason"]


class MergeForm(forms.Form):
    """The number of the topic that takes another one in, typed as people write it."""

    number = LineField(
        label="統合先の番号", max_length=40, help_text="例: 123、掲示板 第123号。統合先の投稿の番号です。"
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
        """The topic of that number, if this one may go into it."""
        number = topic_number(self.cleaned_data["number"])
        found = Topic.objects.visible_to(self.by).select_related("organization")
        into = found.filter(pk=number).first() if number else None
        if into is None:
            raise ValidationError(
                "その番号の投稿は見つかりません。投稿のページにある番号を確かめてください。"
            )
        if sentence := merging.why_not(self.topic, into):
            raise ValidationError(sentence)
        return into


class ReportForm(forms.Form):
    """What is wrong with a post."""

    reason = forms.ChoiceField(
        label="通報の理由",
        choices=[choice for choice in Report.Reason.choices if choice[0] != Report.Reason.WORD],
        widget=forms.RadioSelect,
        error_messages={"required": "理由を選んでください。"},
    )
    text = TextField(
        label="説明",
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="どの部分に問題があるかを書いてください。事務局だけが読みます。1,000文字まで。",
    )

    def clean(self):
        cleaned = super().clean()
        asked = cleaned.get("reason") == Report.Reason.OTHER
        if asked and "text" not in self.errors and not cleaned.get("text"):
            self.add_error("text", "「そのほか」を選んだときは、問題の内容を書いてください。")
        return cleaned


class DecisionForm(forms.Form):
    """What the secretariat does about a report, in words for the owner and for who reported."""

    outcome = forms.ChoiceField(
        label="対応",
        choices=Report.Outcome,
        widget=forms.RadioSelect,
        error_messages={"required": "対応を選んでください。"},
    )
    reason = TextField(
        label="投稿した団体への説明",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="「このまま掲載する」のほかは入力してください。理由や依頼として、そのまま届きます。"
        "通報した人のことは書かないでください。500文字まで。",
    )
    remark = TextField(
        label="通報した人への回答",
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="メールでそのまま届きます。自動の検出のときは、事務局のメモになります。1,000文字まで。",
    )

    def clean(self):
        cleaned = super().clean()
        acts = cleaned.get("outcome") not in (None, Report.Outcome.NOTHING)
        if acts and "reason" not in self.errors and not cleaned.get("reason"):
            self.add_error("reason", "投稿した団体への説明を入力してください。")
        return cleaned


class ReturnForm(forms.Form):
    """Why a post was not put on the board, and what should change."""

    remark = TextField(
        label="投稿した人への説明",
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="どこを直せばよいかを書いてください。メールでそのまま届きます。1,000文字まで。",
    )


class WatchedWordForm(forms.ModelForm):
    """A word to watch for; the constraints are on its normalised form, which no form has."""

    word = LineField(
        label="語",
        max_length=60,
        help_text="2文字以上。全角・半角、大文字・小文字、ひらがな・カタカナは区別しません。",
    )

    class Meta:
        model = WatchedWord
        fields = ["word", "level", "note"]

    def clean_word(self):
        word = self.cleaned_data["word"]
        norm = jnorm(word)
        if len(norm) < 2:
            raise ValidationError("2文字以上の語を入力してください。")
        if WatchedWord.objects.filter(norm=norm).exclude(pk=self.instance.pk).exists():
            raise ValidationError("同じ語が登録されています。")
        return word
