"""All of a disaster on one page, and into which one it is merged."""

from django import forms

from common import japanese_calendar
from common.append_only.actions import steps
from common.append_only.models import CORRECTIONS, Reason
from common.attachments.forms import AttachmentsMixin
from common.fields import FilesField, JapaneseDateField, LineField, TextField
from common.idempotency.forms import IdempotentForm
from common.japanese_calendar import YearOf
from common.publication.models import DatePrecision
from common.search.normalisation import name_key
from common.uploads import limits
from common.versions import RowEditForm, read_version, still_saved, version_of
from disaster.disasters.models import MAX_PICTURES, Disaster, DisasterMark
from disaster.disasters.queries import body_on, why_no_body
from disaster.register.actions import areas_wanted, gone_files, marks_wanted


def _mark_fields() -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {}
    for kind in DisasterMark.Kind:
        fields[f"{kind}"] = forms.BooleanField(label=kind.label, required=False)
        fields[f"{kind}_on"] = JapaneseDateField(
            label=f"{kind.label}の日", required=False, help_text="", year=YearOf.LAST
        )
        fields[f"{kind}_source"] = LineField(label=f"{kind.label}の出典", required=False, max_length=500)
    return fields


PLACE_HELP = "都道府県から入力してください。例：石川県七尾市。"
WITHOUT_WORDS = "被災自治体、法の適用・指定、公開した写真・資料を改める理由を入力してください。"


class DisasterForm(IdempotentForm, AttachmentsMixin, RowEditForm):
    """All of a disaster on one page; `row` is None for a new one."""

    columns = ("name", "kind", "began_on", "date_precision", "ended_on", "note", "source", "parent")
    MAX_AREAS = 300
    max_pictures = MAX_PICTURES

    name = LineField(
        label="名称",
        max_length=120,
        help_text="例：令和6年能登半島地震",
    )
    kind = forms.ChoiceField(
        label="種類", required=False, choices=[("", "分からない"), *Disaster.Kind.choices]
    )
    date_precision = forms.ChoiceField(label="日付の確かさ", choices=DatePrecision, initial=DatePrecision.DAY)
    began_on = JapaneseDateField(
        label="発生日",
        year=YearOf.LAST,
        required=False,
        help_text="例：令和6年1月1日。月までしか分からないときは、その月の1日を入力してください。",
    )
    ended_on = JapaneseDateField(
        label="支援を終えた日",
        required=False,
        year=YearOf.LAST,
        help_text="続いているときは空欄にしてください。",
    )
    note = TextField(label="概要", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    source = LineField(label="出典", max_length=500)
    parent = forms.ModelChoiceField(
        Disaster.objects.none(),
        label="もとになった災害",
        empty_label="なし",
        required=False,
        help_text="同じ地域で続いた災害のとき。例：地震のあとの大雨。",
    )
    files = FilesField(
        label="写真・資料",
        required=False,
        help_text=f"写真は{MAX_PICTURES}枚まで。説明、権利の表示、撮影日は、保存したあとの画面で入力します。"
        f"撮影場所などの情報は取り除いて公開します。{limits.HELP}",
    )
    areas = TextField(
        label="被災自治体",
        required=False,
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=f"1行に1団体。{PLACE_HELP}",
    )

    reason = forms.ChoiceField(
        label="訂正の理由",
        required=False,
        choices=[("", "選んでください"), *CORRECTIONS],
        help_text="法の適用・指定の日や出典を改めるときに選びます。",
    )
    words = TextField(
        label="改める理由の説明",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="被災自治体や法の適用・指定を外す・改めるとき、公開した写真・資料を外すときに入力します。"
        "履歴に残り、公開されます。例：隣の市の誤りでした。",
    )

    def __init__(self, *args, row: Disaster | None = None, **kwargs):
        self.row = self.instance = row
        self.base_fields.update(
            {name: field for name, field in _mark_fields().items() if name not in self.base_fields}
        )
        if row:
            kwargs["initial"] = {name: row.serializable_value(name) for name in self.columns}
            kwargs["initial"] |= self._rows_now()
        super().__init__(*args, **kwargs)
        if not row:
            del self.fields["reason"], self.fields["words"]
        others = Disaster.objects.standing().newest_first()
        self.fields["parent"].queryset = others.exclude(pk=row.pk) if row else others

    def _rows_now(self) -> dict:
        recorded = self.row.affected_areas.as_recorded().select_related("local_government")
        self.recorded = {name_key(str(area)): area.local_government for area in recorded}
        now: dict = {"areas": "\n".join(str(area) for area in recorded)}
        for mark in self.row.marks.as_recorded():
            now |= {mark.kind: True, f"{mark.kind}_on": mark.marked_on, f"{mark.kind}_source": mark.source}
        return now

    @property
    def version_now(self) -> str:
        return read_version({"row": version_of(self.row, self.columns), **self._rows_now()})

    @property
    def marks(self) -> list[list]:
        """The three fields of each mark."""
        return [[self[f"{kind}{part}"] for part in ("", "_on", "_source")] for kind in DisasterMark.Kind]

    @property
    def plain(self) -> list:
        return [self[name] for name in (*self.columns, "areas")]

    @property
    def why(self) -> list:
        return [self[name] for name in ("reason", "words") if name in self.fields]

    @property
    def attached(self) -> list:
        return [self[name] for name in ("kept_files", "files") if name in self.fields]

    def is_current(self, row: Disaster) -> bool:
        """Whether what the form was made from still stands; what stands as typed is a second click."""
        self.row, read = row, self.cleaned_data.get("version")
        now = {name: row.serializable_value(name) for name in self.columns} | self._rows_now()
        return not read or read == self.version_now or not still_saved(self, now)

    def refuse_stale(self, row) -> None:
        self.row = row
        now = {name: row.serializable_value(name) for name in self.columns}
        self.show_stale(self.version_now, now | self._rows_now())

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("began_on"), cleaned.get("ended_on")
        if cleaned.get("date_precision") == DatePrecision.UNKNOWN:
            if first:
                self.add_error("began_on", "日付の確かさが「不詳」のときは、発生日を空欄にしてください。")
        elif not first and "began_on" not in self.errors:
            self.add_error(
                "began_on",
                "発生日を入力してください。分からないときは、日付の確かさを「不詳」にしてください。",
            )
        if first and last and last < first:
            self.add_error("ended_on", "支援を終えた日は、発生日以後にしてください。")
        self._clean_areas(cleaned, first or japanese_calendar.today())
        self._clean_marks(cleaned)
        if self.row and not self.errors and cleaned["version"] in ("", self.version_now):
            self._clean_why(cleaned)
        return cleaned

    def _clean_why(self, cleaned) -> None:
        areas = self.row.affected_areas.filter(superseded_at=None).select_related("local_government")
        found = steps(areas, areas_wanted(self.row, self.bodies), key="local_government")
        found += steps(self.row.marks.filter(superseded_at=None), marks_wanted(self.marked), key="kind")
        reasons = {why for *_, why in found} - {Reason.NEW}
        if (reasons or gone_files(self.row, self.stored_files)) and not cleaned.get("words", "").strip():
            self.add_error("words", WITHOUT_WORDS)
        if "" in reasons and not cleaned.get("reason"):
            self.add_error("reason", "訂正の理由を選んでください。")

    def _clean_areas(self, cleaned, day) -> None:
        recorded = self.recorded if self.row else {}
        self.bodies = []
        for line in (line.strip() for line in cleaned.get("areas", "").splitlines()):
            if not line:
                continue
            found = recorded.get(name_key(line)) or body_on(line, day)
            if found is None:
                self.add_error("areas", f"「{line[:60]}」: {why_no_body(line, day)}")
            elif found not in self.bodies:
                self.bodies.append(found)
            if len(self.bodies) > self.MAX_AREAS:
                self.add_error("areas", f"被災自治体は{self.MAX_AREAS}団体までです。")
                return

    def _clean_marks(self, cleaned) -> None:
        self.marked = {}
        for kind in DisasterMark.Kind:
            day, source = cleaned.get(f"{kind}_on"), cleaned.get(f"{kind}_source")
            if cleaned.get(kind):
                self.marked[kind] = (day, source or cleaned.get("source", ""))
            elif day or source:
                self.add_error(kind, "日または出典を入力するときは、区分に印を付けてください。")


class MergeForm(forms.Form):
    """Into which disaster; the old address leads on to it."""

    into = forms.ModelChoiceField(
        Disaster.objects.none(),
        label="統合先の災害",
        empty_label="選んでください",
    )
    sure = forms.BooleanField(
        label="同じ災害であることを確かめました",
        error_messages={"required": "同じ災害であることを確かめてから、印を付けてください。"},
    )

    def __init__(self, *args, disaster: Disaster, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = Disaster.objects.standing().exclude(pk=disaster.pk).newest_first()


class UndoMergeForm(forms.Form):
    """Why a merge was wrong."""

    words = TextField(
        label="統合を取り消す理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="例：別の日の地震でした。合計の履歴に残り、公開されます。",
    )
