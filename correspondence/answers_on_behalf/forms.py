"""What is typed beside an answer that was told by telephone or fax: who told it, when and how."""

from django import forms
from django.core.exceptions import ValidationError

from common import japanese_calendar
from common.fields import JapaneseDateField, LineField
from common.japanese_calendar import YearOf
from correspondence.answers.actions import Relay, Respondent
from correspondence.answers.models import Via


class OnBehalfForm(forms.Form):
    """Stands before the fields of a room's own form of an answer."""

    relayed_name = LineField(
        label="回答した人の氏名", max_length=60, help_text="電話やFAXで回答した、その団体の人です。"
    )
    relayed_section = LineField(label="回答した人の部署", max_length=80, required=False)
    relayed_via = forms.ChoiceField(label="聞き取りの方法", choices=Via, widget=forms.RadioSelect)
    relayed_on = JapaneseDateField(label="聞き取った日", year=YearOf.LAST)

    def clean_relayed_on(self):
        on = self.cleaned_data["relayed_on"]
        if on > japanese_calendar.today():
            raise ValidationError("聞き取った日には、今日までの日付を入力してください。")
        return on

    def respondent(self, by) -> Respondent:
        said = self.cleaned_data
        relay = Relay(by, said["relayed_via"], said["relayed_on"], said["relayed_section"])
        return Respondent(None, said["relayed_name"], relay=relay)

    @property
    def relay_fields(self) -> list:
        return [self[name] for name in OnBehalfForm.base_fields]
