import datetime

from django import forms

from members.forms.application import AddressField
from members.models import Handover, Section
from office import calendar
from office.fields import JapaneseDateField, LineField, PostalCodeField, TelephoneField


class SectionForm(forms.Form):
    """Contacts of a section; members see them, the public does not."""

    name = LineField(label="担当部署", max_length=80)
    mailbox = AddressField(label="担当課の共通アドレス")
    telephone = TelephoneField(label="電話番号", required=False)
    postal_code = PostalCodeField(label="郵便番号", required=False)
    address = LineField(label="所在地", max_length=200, required=False)

    def __init__(self, *args, section, **kwargs):
        super().__init__(*args, **kwargs)
        self.section = section

    def clean_name(self):
        name = self.cleaned_data["name"]
        others = Section.objects.filter(organization_id=self.section.organization_id, name=name)
        if others.exclude(pk=self.section.pk).exists():
            raise forms.ValidationError("同じ名前の担当部署があります。別の名前を入力してください。")
        return name


class NameForm(forms.Form):
    name = LineField(label="氏名", max_length=60)


class HandoverForm(forms.Form):
    """Who leaves, who follows, from which day."""

    leaving = forms.ModelChoiceField(label="前任者(異動する人)", queryset=None, empty_label=None)
    successor_name = LineField(label="後任者の氏名", max_length=60)
    successor_email = AddressField(
        label="後任者のメールアドレス",
        help_text="前任者と同じ共通アドレスを使い続けるときは、同じアドレスを入力してください。",
    )
    effective_on = JapaneseDateField(
        label="引継日",
        help_text="この日から後任者が使えるようになり、前任者は使えなくなります。今日から60日先までです。",
    )

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["leaving"].queryset = people
        self.fields["leaving"].label_from_instance = lambda user: f"{user.name}({user.section.name})"

    def clean_effective_on(self):
        day = self.cleaned_data["effective_on"]
        if day < calendar.today():
            raise forms.ValidationError("引継日には、今日以降の日付を入力してください。")
        if day > calendar.today() + datetime.timedelta(days=Handover.MOST_DAYS_AHEAD):
            raise forms.ValidationError("引継日は、今日から60日以内の日付を入力してください。")
        return day
