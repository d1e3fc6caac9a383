"""A bulletin with the numbers that it prints."""

from django import forms
from django.http import QueryDict
from django.urls import Resolver404, resolve
from django.utils.functional import cached_property

from common import japanese_calendar
from common.attachments.forms import AttachmentsMixin
from common.fields import FilesField, JapaneseDateField, JapaneseIntegerField, LineField, TextField
from common.idempotency.forms import IdempotentForm
from common.japanese_calendar import YearOf
from common.uploads import kinds
from common.versions import RowEditForm
from disaster.bulletins import rules
from disaster.bulletins.models import MAX_FIGURES, Bulletin
from disaster.bulletins.queries import next_number
from disaster.figures.definitions import figure
from disaster.figures.forms import FigureChoiceMixin, name_of
from disaster.figures.scopes import Scope

NO_NUMBER = (
    "「{}」は、このサイトの数のページのアドレスではありません。数のページのアドレスを貼り付けてください。"
)
OTHER_DISASTER = "「{}」は、ほかの災害の数です。この災害の数のページのアドレスを貼り付けてください。"
WITHOUT_ITEM = "「{}」には品目がたくさんあります。上の「載せる数」から選んでください。"
TOO_MANY = "載せる数は{}個までにしてください。"
NUMBER_TAKEN = "第{}報はもうあります。次の番号は{}です。"


class BulletinForm(IdempotentForm, AttachmentsMixin, FigureChoiceMixin, RowEditForm):
    """`row` is the draft that is edited; `corrects` the published one that a new one corrects."""

    columns = ("number", "title", "as_of", "body", "figures", "reason")
    only = tuple(kind for kind in kinds.KINDS if kind not in kinds.PICTURES)

    number = JapaneseIntegerField(label="第何報か", units=("報",), min_value=1, max_value=9999)
    title = LineField(label="件名", max_length=120, help_text="例：復興支援金と職員派遣の状況")
    as_of = JapaneseDateField(
        label="いつの時点か", year=YearOf.LAST, help_text="数は、この日の状態を、いまの記録から計算します。"
    )
    reason = LineField(
        label="訂正の理由",
        max_length=500,
        help_text="例：第2報の派遣人数に、別の災害への派遣4人が入っていました。",
    )
    body = TextField(label="本文", max_length=10000)
    figures = forms.MultipleChoiceField(
        label="載せる数",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="いまの記録による数です。次の画面で、時点の日の数を確かめてから公開します。",
    )
    more = TextField(
        label="そのほかの数のページのアドレス",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="区、自治体、業務、年度で限った数を載せるときに、1行に1つ貼り付けてください。",
    )
    files = FilesField(
        label="資料",
        required=False,
        help_text="PDF、Word、Excelなど。写真は、災害のページの写真に追加してください。",
    )

    def __init__(self, *args, disaster, row: Bulletin | None = None, corrects=None, **kwargs):
        self.row = self.instance = row
        source = row or corrects
        initial = {name: source.serializable_value(name) for name in self.columns} if source else {}
        if not row:
            initial |= {"number": next_number(disaster), "reason": ""}
            initial.setdefault("as_of", japanese_calendar.today())
        super().__init__(*args, disaster=disaster, initial=initial, **kwargs)
        known = {name for name, _ in self.fields["figures"].choices}
        others = [name for name in initial.get("figures", ()) if name not in known]
        self.initial["more"] = "\n".join(_address(name, disaster) for name in others)
        if not (corrects or (row and row.corrects_id)):
            del self.fields["reason"]

    @cached_property
    def typed(self) -> dict:
        figures = [*self.cleaned_data["figures"], *self.cleaned_data["more"]]
        return {"reason": "", **super().typed, "figures": list(dict.fromkeys(figures))}

    def clean_number(self):
        number = self.cleaned_data["number"]
        others = self.disaster.bulletins.exclude(pk=self.row.pk if self.row else None)
        if others.filter(number=number).exists():
            raise forms.ValidationError(NUMBER_TAKEN.format(number, next_number(self.disaster)))
        return number

    def clean_as_of(self):
        day = self.cleaned_data["as_of"]
        if problem := rules.day_problem(self.disaster, day):
            raise forms.ValidationError(problem)
        return day

    def clean_more(self) -> list[str]:
        """Names of the numbers behind these addresses."""
        return [self._named(line.strip()) for line in self.cleaned_data["more"].splitlines() if line.strip()]

    def _named(self, address: str) -> str:
        path, _, query = address.partition("?")
        try:
            match = resolve("/" + path.partition("://")[2].partition("/")[2] if "://" in path else path)
            found = figure(match.kwargs["key"]) if match.view_name == "disaster:figure" else None
        except (Resolver404, LookupError):
            found = None
        if found is None:
            raise forms.ValidationError(NO_NUMBER.format(address[:100]))
        scope = Scope.read(QueryDict(query.partition("#")[0]))
        if scope.disaster != self.disaster.pk:
            raise forms.ValidationError(OTHER_DISASTER.format(address[:100]))
        if found.by_item and not scope.item:
            raise forms.ValidationError(WITHOUT_ITEM.format(found.label))
        return name_of(found, scope)

    def clean(self):
        cleaned = super().clean()
        if len([*cleaned.get("figures", ()), *cleaned.get("more", ())]) > MAX_FIGURES:
            self.add_error("figures", TOO_MANY.format(MAX_FIGURES))
        return cleaned

    @property
    def plain(self) -> list:
        names = ("number", "title", "as_of", "reason", "body", "figures", "more", "kept_files", "files")
        return [self[name] for name in names if name in self.fields]


def _address(name: str, disaster) -> str:
    key, _, query = name.partition("?")
    return f"/disaster/figures/{key}/?disaster={disaster.pk}" + (f"&{query}" if query else "")
