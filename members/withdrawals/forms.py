import datetime

from django import forms

from common import japanese_calendar
from common.fields import JapaneseDateField, TextField
from common.idempotency.forms import IdempotentForm
from members.withdrawals.models import Withdrawal


class WithdrawalForm(IdempotentForm):
    """From which day an organisation is no member any more, and why; the secretariat may name a past day."""

    effective_on = JapaneseDateField(
        label="退会日",
        help_text="この日の0時から会員のページを使えなくなります。年度末まで使うときは、4月1日を入力してください。",
    )
    reason = TextField(
        label="退会の理由",
        max_length=1000,
        help_text="例：合併により団体がなくなるため",
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, organization, may_be_past=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.organization = organization
        self.may_be_past = may_be_past

    def clean_effective_on(self):
        day, today = self.cleaned_data["effective_on"], japanese_calendar.today()
        if day > today + datetime.timedelta(days=Withdrawal.MAX_DAYS_AHEAD):
            raise forms.ValidationError("退会日は、今日から1年以内の日付を入力してください。")
        if day < today and not self.may_be_past:
            raise forms.ValidationError("退会日には、今日以降の日付を入力してください。")
        joined = self.organization.joined_on
        if joined and day < joined:
            raise forms.ValidationError(
                f"退会日には、会員登録日（{japanese_calendar.wareki(joined)}）以後の日付を入力してください。"
            )
        return day


class WithdrawalDeclineForm(forms.Form):
    """Why it is not done; the organisation reads it."""

    answer = TextField(
        label="見送りの理由",
        max_length=1000,
        help_text="このまま団体へのメールに載ります。団体が次に何をすればよいかも書いてください。",
    )
