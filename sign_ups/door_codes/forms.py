"""For whom a code is, and on which day."""

from django import forms

from common.fields import JapaneseDateField
from common.idempotency.forms import IdempotentForm
from sign_ups.door_codes.models import DoorCode


class DoorCodeForm(IdempotentForm):
    """For whom a code is, and on which day."""

    use_required_attribute = False
    role = forms.ChoiceField(
        label="役割",
        choices=DoorCode.Role,
        initial=DoorCode.Role.RECEPTION,
        widget=forms.RadioSelect,
        help_text="受付は、申込番号か氏名で探して受け付けます。責任者は、名簿の全体を開き、定員を超える人も受け付けます。",
    )
    valid_on = JapaneseDateField(label="使える日")
