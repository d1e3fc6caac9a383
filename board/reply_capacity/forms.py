"""In whose name a reply speaks (返信の立場)."""

from django import forms

from board.replies.models import Reply, official_answer_label
from common.versions import RowEditForm


class CapacityField(forms.ChoiceField):
    """Official answer, personal view or neither, in the words of the user's organisation."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs):
        super().__init__(label="立場", required=False, choices=Reply.Capacity.choices, **kwargs)

    def set_choices_for(self, user) -> None:
        words = dict(Reply.Capacity.choices)
        if organization := user.organization:
            words[Reply.Capacity.OFFICIAL] = official_answer_label(organization)
        self.choices = list(words.items())


class CapacityForm(RowEditForm):
    """Another capacity for a posted reply."""

    columns = ("capacity",)
    capacity = CapacityField()

    def __init__(self, *args, by, reply: Reply, **kwargs):
        super().__init__(*args, initial={"capacity": reply.capacity}, **kwargs)
        self.row = reply
        self.fields["capacity"].set_choices_for(by)
