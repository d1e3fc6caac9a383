from django import forms
from django.core.exceptions import ValidationError

from board.watched_words.models import WatchedWord
from common.fields import LineField
from common.search.normalisation import jnorm


class WatchedWordForm(forms.ModelForm):
    """A word to watch for; the constraints are on its normalised form, which no form has."""

    word = LineField(
        label="語",
        max_length=60,
        help_text="2文字以上。全角・半角、大文字・小文字、ひらがな・カタカナは区別しません。",
    )

    class Meta:
        model = WatchedWord
        fields = ["word", "level", "note"]

    def clean_word(self):
        word = self.cleaned_data["word"]
        norm = jnorm(word)
        if len(norm) < 2:
            raise ValidationError("2文字以上の語を入力してください。")
        if WatchedWord.objects.filter(norm=norm).exclude(pk=self.instance.pk).exists():
            raise ValidationError("同じ語が登録されています。")
        return word
