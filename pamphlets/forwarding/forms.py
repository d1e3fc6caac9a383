from django import forms

from common.fields import LineField
from members.sections.models import Section


class ForwardForm(forms.Form):
    """To which section of the ward the request is handed."""

    section = forms.ModelChoiceField(
        label="回す部署", queryset=Section.objects.none(), empty_label="選んでください"
    )
    note = LineField(label="連絡", max_length=300, required=False)

    def __init__(self, *args, ward, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["section"]
        field.queryset = Section.objects.open().filter(organization=ward).select_related("organization")
        field.label_from_instance = lambda section: section.name
