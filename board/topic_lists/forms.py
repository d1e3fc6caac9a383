from django import forms

from board.topic_lists.models import SavedFilter
from common.fields import LineField


class FilterNameForm(forms.Form):
    """The name under which a filter of the board is saved."""

    name = LineField(
        label="条件の名前",
        max_length=SavedFilter._meta.get_field("name").max_length,
    )
