"""Which applications are decided, and how."""

from django import forms

from common.fields import TextField
from events.decisions.actions import NO_REASON, NONE_CHOSEN
from events.participations.models import DECIDED, RoleState

GONE = "選んだ申込の一部が見つかりません。もう一度選んでください。"
NO_BUTTON = "「決定する」「空き待ちにする」「見送る」のどれかを押してください。"


class DecisionForm(forms.Form):
    """The ticked rows, the pressed button, and the reason where they are declined."""

    use_required_attribute = False
    roles = forms.TypedMultipleChoiceField(
        label="申込",
        coerce=int,
        error_messages={"required": NONE_CHOSEN, "invalid_choice": GONE, "invalid_list": GONE},
    )
    state = forms.ChoiceField(
        label="決定",
        choices=[(state, state.label) for state in DECIDED],
        error_messages={"required": NO_BUTTON, "invalid_choice": NO_BUTTON},
    )
    seen = forms.DateTimeField(required=False, widget=forms.HiddenInput)  # when the page was opened
    reason = TextField(
        label="見送る理由",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="見送るときだけ入力します。申し込んだ団体にメールで伝わります。",
    )

    def __init__(self, *args, offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = [(pk, pk) for pk in offered]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("state") == RoleState.DECLINED and not cleaned.get("reason"):
            self.add_error("reason", NO_REASON)
        return cleaned
