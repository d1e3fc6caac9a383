"""In whose name a reply speaks (返信の位置付け)."""

from django import forms

from board.replies.models import Reply, official_answer_label


class CapacityField(forms.ChoiceField):
    """Official answer, personal view or neither, in the words of his organisation."""

    widget = forms.RadioSelect

    def __init__(self, **kwargs):
        super().__init__(label="位置付け", required=False, choices=Reply.Standing.choices, **kwargs)

    def offer_to(self, user) -> None:
        words = dict(Reply.Standing.choices)
        if organization := user.organization:
            words[Reply.Standing.OFFICIAL] = official_answer_label(organization)
        self.choices = list(words.items())


class MarkForm(forms.Form):
    """Another standing for a posted reply."""

    standing = CapacityField()

    def __init__(self, *args, by, reply: Reply, **kwargs):
        super().__init__(*args, initial={"standing": reply.standing}, **kwargs)
        self.fields["standing"].offer_to(by)
