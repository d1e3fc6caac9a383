"""The field of an address of another page."""

from django import forms
from django.core.validators import URLValidator

from office.fields import LineField


class LinkField(LineField):
    """An address of a page: http or https only."""

    widget = forms.URLInput

    def shape(self, value):
        value = super().shape(value)
        if value:
            sentence = "「https://」か「http://」で始まるアドレスを入力してください。"
            URLValidator(schemes=["http", "https"], message=sentence)(value)
        return value
