"""allauth's forms that send a code by mail, with our own limits before them."""

from allauth.account.forms import RequestLoginCodeForm, ResetPasswordForm
from allauth.core import context
from django.core.exceptions import ValidationError

from members import doorkeeper


def _knock(email: str) -> None:
    try:
        doorkeeper.knock(context.request, "mail", email)
    except doorkeeper.Closed as closed:
        raise ValidationError(str(closed)) from closed


class CodeRequestForm(RequestLoginCodeForm):
    def clean_email(self):
        _knock(self.cleaned_data["email"])
        return super().clean_email()


class PasswordResetForm(ResetPasswordForm):
    def clean_email(self):
        _knock(self.cleaned_data["email"])
        return super().clean_email()
