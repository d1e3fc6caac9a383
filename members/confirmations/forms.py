import datetime

from django import forms

from common import japanese_calendar
from common.fields import JapaneseDateField
from common.idempotency.forms import IdempotentForm
from members.confirmations.actions import default_due_on

MAX_DAYS = 90


class ConfirmationRoundForm(IdempotentForm, forms.Form):
    """Begin a round: until when to answer."""

    due_on = JapaneseDateField(
        label="回答期限",
        help_text="開庁日を入力してください。期限の10開庁日前、3開庁日前、1開庁日後に、未回答のところへ督促が届きます。",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["due_on"].initial = default_due_on

    def clean_due_on(self):
        day = self.cleaned_data["due_on"]
        if (
            not japanese_calendar.today()
            < day
            <= japanese_calendar.today() + datetime.timedelta(days=MAX_DAYS)
        ):
            raise forms.ValidationError(f"回答期限は、明日から{MAX_DAYS}日以内の日付を入力してください。")
        if not japanese_calendar.is_working_day(day):
            near = japanese_calendar.wareki(japanese_calendar.add_working_days(day, 0))
            raise forms.ValidationError(f"この日は閉庁日です。開庁日（{near}など）を入力してください。")
        return day
