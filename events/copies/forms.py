"""When an event is held the next time."""

from django import forms

from common.fields import JapaneseDateField
from common.idempotency.forms import IdempotentForm
from common.japanese_calendar import wareki
from events.copies.dates import ordinal_weekday, same_ordinal, suggested_first_day
from events.events.models import Event
from events.participations.models import Role


class CopyForm(IdempotentForm):
    """The first day, and to what those are invited who stood in the record without a role."""

    starts_on = JapaneseDateField(label="次の回の開始日")
    role = forms.ChoiceField(
        label="区分の記録がない自治体を招待する区分",
        choices=Role,
        initial=Role.PANEL,
        required=False,
    )

    def __init__(self, *args, event: Event, **kwargs):
        self.event = event
        first, suggested = event.starts_on, suggested_first_day(event)
        super().__init__(*args, initial={"starts_on": suggested}, **kwargs)
        again = same_ordinal(first, suggested.year)
        self.fields["starts_on"].help_text = (
            f"前回は{wareki(first)}、{ordinal_weekday(first)}でした。"
            "入力してある日付は、同じ曜日で、前回と月日が最も近い日です。"
            + (f"次の{ordinal_weekday(first)}は{wareki(again)}です。" if again and again != suggested else "")
        )
        if not event.participations.filter(roles__isnull=True).exists():
            del self.fields["role"]

    def clean_starts_on(self):
        day = self.cleaned_data["starts_on"]
        if day <= self.event.starts_on:
            raise forms.ValidationError(
                f"前回の開始日（{wareki(self.event.starts_on)}）より後の日を入力してください。"
            )
        return day
