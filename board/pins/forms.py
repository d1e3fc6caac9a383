import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from board.pins.rules import DEFAULT_DAYS, MAX_DAYS
from common.fields import JapaneseDateField


def _in_thirty_days() -> datetime.date:
    return timezone.localdate() + datetime.timedelta(DEFAULT_DAYS)


class PinForm(forms.Form):
    """Until when a topic is pinned."""

    until = JapaneseDateField(
        label="固定する最後の日",
        initial=_in_thirty_days,
        help_text="この日まで掲示板の先頭に表示し、翌日に自動でやめます。1年先まで指定できます。",
    )

    def clean_until(self):
        until, today = self.cleaned_data["until"], timezone.localdate()
        if until < today:
            raise ValidationError("今日以後の日を入力してください。")
        if until > today + datetime.timedelta(MAX_DAYS):
            raise ValidationError("1年より先の日は指定できません。")
        return until
