from django import forms

from common.fields import LineField
from common.idempotency.forms import IdempotentForm


class ReasonForm(IdempotentForm):
    """Why something is taken back or purged; who reads it is said by the page."""

    reason = LineField(
        label="理由", max_length=500, help_text="500文字まで。消したい内容そのものは書かないでください。"
    )


class RetractVersionForm(ReasonForm):
    """Of a version: also those before it, which mostly hold the same words."""

    with_earlier = forms.BooleanField(label="これより前の版もすべて撤回する", required=False, initial=True)
