"""When it is published, and why it is sent back."""

import datetime

from django import forms
from django.utils import timezone

from common.fields import JapaneseDateField, JapaneseTimeField, TextField


class ScheduleForm(forms.Form):
    """Day and time of publication, in Tokyo."""

    day = JapaneseDateField(label="公開する日", help_text="例：令和8年4月1日。1年先まで。")
    time = JapaneseTimeField(label="時刻", initial="9:00")

    @property
    def moment(self) -> datetime.datetime:
        return timezone.make_aware(
            datetime.datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"])
        )


class ReturnForm(forms.Form):
    note = TextField(
        label="差戻しの理由",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="直してほしいところを書いてください。メールで団体に届きます。",
    )
