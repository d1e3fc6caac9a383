from django import forms

from members.forms.application import AddressField
from members.models import Section
from office.fields import LineField, PostalCodeField, TelephoneField


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
        if self.twins(name).exclude(pk=self.section.pk).exists():
            raise forms.ValidationError("同じ名前の担当部署があります。別の名前を入力してください。")
        return name

    def twins(self, name):
        return Section.objects.filter(organization_id=self.section.organization_id, name=name)


class NameForm(forms.Form):
    name = LineField(label="氏名", max_length=60)
