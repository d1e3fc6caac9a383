from django import forms

from common.fields import TextField
from members.applications.forms import ApplicationForm, ApplicationWithoutCodeForm
from members.applications.models import Application


class ReturnForm(forms.Form):
    """What the applicant has to correct, in words for them."""

    remark = TextField(
        label="申請者への指摘",
        max_length=1000,
        help_text="このまま申請者へのメールに載ります。どの欄をどう直せばよいかを書いてください。",
    )


class CorrectionMixin(forms.Form):
    """The form of an application that was asked back (差戻し): no consent again, and a word back."""

    consent = None
    answer = TextField(
        label="事務局への連絡（任意）",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="直さなかった点の理由など、事務局に伝えることがあれば書いてください。",
    )

    def __init__(self, *args, application, **kwargs):
        super().__init__(*args, **kwargs)
        self.application = application

    def summary(self):
        answer = self.cleaned_data["answer"]
        return [*super().summary(), ("事務局への連絡", answer)] if answer else super().summary()


ANSWER = (("事務局への連絡", "answer"),)


class CorrectionForm(CorrectionMixin, ApplicationForm):
    groups = (*ApplicationForm.groups, *ANSWER)


class CorrectionWithoutCodeForm(CorrectionMixin, ApplicationWithoutCodeForm):
    """The body itself stays; what was typed as its name may have been a slip."""

    groups = (*ApplicationWithoutCodeForm.groups, *ANSWER)
    field_order = [*ApplicationWithoutCodeForm.OWN, "answer"]

    def _others(self):
        return Application.objects.open().exclude(pk=self.application.pk)
