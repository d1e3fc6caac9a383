"""Forms of what a person notes for himself, and of the pin."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from board.actions.pin import PINNED_DAYS
from board.models import SavedFilter
from office.fields import JapaneseDateField, LineField

LONGEST_PIN = 366  # days


class BookmarkForm(forms.Form):
    """A few words to oneself beside a bookmark."""

    note = LineField(
        label="自分用のメモ",
        max_length=100,
        required=False,
        help_text="ほかの人には見えません。100文字まで。",
    )


class FilterNameForm(forms.Form):
    """The name under which a filter of the board is kept."""

    name = LineField(
        label="条件の名前",
        max_length=SavedFilter._meta.get_field("name").max_length,
        error_messages={"required": "条件の名前を入力してください。"},
    )


def _in_thirty_days() -> datetime.date:
    return timezone.localdate() + datetime.timedelta(PINNED_DAYS)


class PinForm(forms.Form):
    """Until when a topic stands on top of the board."""

    until = JapaneseDateField(
        label="固定する最後の日",
        initial=_in_thirty_days,
        help_text="この日まで掲示板の先頭に表示し、翌日に自動でやめます。1年先まで指定できます。",
    )

    def clean_until(self):
        until, today = self.cleaned_data["until"], timezone.localdate()
        if until < today:
            raise ValidationError("今日以後の日を入力してください。")
        if until > today + datetime.timedelta(LONGEST_PIN):
            raise ValidationError("1年より先の日は指定できません。")
        return until
