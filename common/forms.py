"""The due date as it is typed: soon, and on a working day."""

import datetime

from django import forms

from office import calendar
from office.fields import JapaneseDateField

WITHIN = datetime.timedelta(days=366)
SOON = "回答期限は、明日から1年以内の日を入力してください。"
MOVED = "回答期限の{typed}は閉庁日のため、次の開庁日の{due}にしました。"
HELP = "例：令和8年4月1日。閉庁日(土日、祝日、年末年始)のときは、次の開庁日になります。"


class DueMixin(forms.Form):
    """A form with `answer_due`; a draft keeps any day, nobody is asked on it yet."""

    draft = False
    due_typed: datetime.date | None = None

    answer_due = JapaneseDateField(label="回答期限", help_text=HELP)

    def clean_answer_due(self):
        due = self.cleaned_data["answer_due"]
        if due is None:
            return None
        today = calendar.today()
        if not self.draft and not today < due <= today + WITHIN:
            raise forms.ValidationError(SOON)
        self.due_typed = due
        return calendar.add_working_days(due, 0)

    @property
    def moved_words(self) -> str:
        """Which day it is now, where the typed one was a closed day (閉庁日); else ""."""
        due = self.cleaned_data.get("answer_due")
        if due is None or self.due_typed in (None, due):
            return ""
        return MOVED.format(typed=calendar.wareki(self.due_typed), due=calendar.wareki(due))
