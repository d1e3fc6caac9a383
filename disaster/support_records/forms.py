"""What the secretariat types in the admin: municipalities in words, not from a list of 1,788."""

from django import forms
from django.forms.formsets import DELETION_FIELD_NAME

from common.versions import EditedForm
from members.local_governments.forms import LocalGovernmentField

WARD_HELP = "一つの区と分かるときに入力してください。例: 新宿区。"
PLACE_HELP = "都道府県から入力してください。例: 石川県七尾市。"


class NamedGovernmentsForm(EditedForm):
    """Shows the local governments of a row by name; the admin's queryset has fetched them."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, LocalGovernmentField) and getattr(self.instance, f"{name}_id"):
                field.current = getattr(self.instance, name)
                self.initial[name] = field.current.full_name


class SupportForm(NamedGovernmentsForm):
    sender_government = LocalGovernmentField(
        label="支援した区", max_length=60, required=False, help_text=WARD_HELP
    )
    recipient_government = LocalGovernmentField(
        label="支援先の自治体", max_length=60, required=False, help_text=PLACE_HELP
    )


class SeedDataFormSet(forms.BaseInlineFormSet):
    """A record loaded from seed data is corrected, not deleted: the next load would bring it back."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if self.can_delete and form.instance.fact_key:
            form.fields[DELETION_FIELD_NAME].disabled = True
