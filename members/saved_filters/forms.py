from django import forms

from common.fields import LineField
from members.saved_filters.models import SavedFilter


class FilterNameForm(forms.Form):
    """The name under which a filter is saved."""

    name = LineField(
        label="条件の名前",
        max_length=SavedFilter._meta.get_field("name").max_length,
    )
