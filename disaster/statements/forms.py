"""A statement as it is typed: the columns of a record, and where the source prints it."""

from django import forms

from common.fields import JapaneseDateField, LineField
from common.japanese_calendar import YearOf
from disaster.support_records.forms import ToldForm


class StatementForm(ToldForm):
    columns = (*ToldForm.columns, "published_on", "place_in_source")
    least_people = 0  # sources print 今後0人

    is_part = forms.BooleanField(label="上の公表値の内訳", required=False)
    published_on = JapaneseDateField(label="公表日", required=False, help_text="", year=YearOf.LAST)
    place_in_source = LineField(label="出典の中の場所", required=False, max_length=120)
