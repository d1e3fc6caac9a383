"""Numbers of one disaster to choose from."""

from dataclasses import replace
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict

from common.formats import number_ja
from disaster.disasters.models import Disaster
from disaster.disasters.queries import keys_with_merged
from disaster.figures.definitions import Figure, figure
from disaster.figures.scopes import Scope
from disaster.figures.values import FigureValue, figures_told
from disaster.support_records.moments import NOW, Moments


class FigureChoiceMixin(forms.Form):
    """Construct with `disaster=` and the `moments` for which the choices show their values."""

    figures = forms.MultipleChoiceField(
        label="使う数",
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, disaster: Disaster, moments: Moments = NOW, **kwargs):
        super().__init__(*args, **kwargs)
        self.disaster = disaster
        told = keys_with_merged(disasters=[disaster.pk], **moments.slots_of_recording)
        self.fields["figures"].choices = [
            (name_of(each.figure, Scope(item=each.item, unit=each.unit if each.item else "")), _shown(each))
            for each in figures_told(Scope(disaster=disaster.pk), moments, told)
        ]


def name_of(figure: Figure, scope: Scope) -> str:
    """A number of a disaster by its key and by what narrows it, as in its address."""
    narrowed = {name: value for name, value in scope.asked.items() if name != "disaster"}
    return f"{figure.key}?{urlencode(narrowed)}" if narrowed else figure.key


def named(name: str, disaster: Disaster) -> tuple[Figure, Scope]:
    """Which number that is; LookupError where there is none of that key."""
    key, _, query = name.partition("?")
    return figure(key), replace(Scope.read(QueryDict(query)), disaster=disaster.pk)


def _shown(each: FigureValue) -> str:
    number = "確認中" if each.value is None else f"{number_ja(each.value)}{each.unit}"
    return f"{each.label}：{number}（{each.basis}）"
