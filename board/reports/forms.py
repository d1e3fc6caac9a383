from django import forms

from board.reports.models import Report
from common.fields import TextField


class ReportForm(forms.Form):
    """What is wrong with a post."""

    reason = forms.ChoiceField(
        label="通報の理由",
        choices=Report.Reason,
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
    """What the secretariat does about a report, with a text for the owner and one for the reporter."""

    outcome = forms.ChoiceField(
        label="対応",
        choices=Report.Outcome,
        widget=forms.RadioSelect,
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
        help_text="メールでそのまま届きます。1,000文字まで。",
    )

    def clean(self):
        cleaned = super().clean()
        acts = cleaned.get("outcome") not in (None, Report.Outcome.NOTHING)
        if acts and "reason" not in self.errors and not cleaned.get("reason"):
            self.add_error("reason", "投稿した団体への説明を入力してください。")
        return cleaned
