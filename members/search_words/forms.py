"""Words that shape the search, and a try of one before it counts."""

from django import forms
from django.db import transaction

from common.fields import LineField
from common.search.audiences import audiences_of
from common.search.models import LookBehind, Synonym
from common.search.queries import search_texts
from members.registers.forms import RowForm


class _WordForm(RowForm):
    def found(self, user) -> tuple[str, str]:
        """How many texts its word finds now, and with what is typed; nothing of it is kept."""
        word, audiences = self.typed["term"], audiences_of(user)
        before = search_texts(word, audiences=audiences)
        with transaction.atomic():
            kind = type(self.row)
            kind.objects.filter(pk=self.row.pk).delete()
            kind.objects.create(**self.typed)
            after = search_texts(word, audiences=audiences)
            transaction.set_rollback(True)
        return before.count_text, after.count_text


class SynonymForm(_WordForm):
    columns = ("term", "means")
    term = LineField(label="検索語", max_length=60, help_text="例：23区")
    means = LineField(
        label="同じ意味の語", max_length=60, help_text="例：特別区。この語でも見つかるようになります。"
    )


class LookBehindForm(_WordForm):
    columns = ("term", "not_after")
    term = LineField(label="検索語", max_length=60, help_text="例：京都")
    not_after = LineField(
        label="直前にあれば除く文字", max_length=10, help_text="例：東（「東京都」の「京都」を除く）"
    )


class MissForm(forms.Form):
    """A word that found nothing, and what it is to mean; without that it is only taken off the list."""

    word = LineField(max_length=30)
    means = LineField(max_length=60, required=False)


FORMS = {Synonym: SynonymForm, LookBehind: LookBehindForm}
