"""What is typed into an inquiry before it is sent; its questions have a page of their own."""

from collections import Counter

from django import forms

from common.fields import LineField, TextField
from correspondence.drafts.forms import DraftForm
from inquiries.inquiries.models import Inquiry
from members.local_governments.forms import PrefecturesField
from members.local_governments.prefectures import NAMES
from members.organizations.forms import OrganizationsField
from members.organizations.models import Organization

NO_PREFECTURE = "都道府県を1つ以上選んでください。"
NO_ORGANIZATION = "照会先の団体を1つ以上入力してください。"
NOT_IN_TEMPLATE = ("answer_due", "section", "kept_files", "files")


class InquiryForm(DraftForm):
    """An inquiry, or a template (ひな形).

    A template has neither dates nor a section nor files: they are of the inquiry that is made from it.
    """

    title = LineField(label="件名", max_length=100, help_text="例：令和8年度 自治体間連携の取組について")
    description = TextField(
        label="趣旨・内容",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="何のための照会か、回答を何に使うかを書いてください。質問は次の画面で入力します。",
    )
    reach = forms.ChoiceField(
        label="照会先",
        choices=Inquiry.Reach,
        widget=forms.RadioSelect,
        initial=Inquiry.Reach.WARDS,
        help_text="照会元の団体自身には届きません。",
    )
    prefectures = PrefecturesField(
        label="選ぶ都道府県",
        required=False,
        help_text="「都道府県で選ぶ」のときに選んでください。（ ）は会員の数です。",
    )
    chosen = OrganizationsField(
        label="選ぶ団体",
        required=False,
        help_text="「団体を選ぶ」のときに、1行に1団体ずつ入力してください。"
        "大阪府堺市のように都道府県から書くか、6桁の団体コードを書いてください。",
    )
    results_shown = forms.ChoiceField(
        label="結果の公開",
        choices=Inquiry.Shown,
        widget=forms.RadioSelect,
        initial=Inquiry.Shown.NOBODY,
        help_text="照会先の団体が、ほかの団体の回答をどこまで見られるかです。",
    )
    needs_representative = forms.BooleanField(
        label="代表担当者による確認を求める",
        required=False,
        help_text="チェックを入れると、照会先では団体の代表担当者だけが回答を出せます。担当は下書きまで書けます。",
    )
    counts_if = {
        "prefectures": ("reach", Inquiry.Reach.PREFECTURES),
        "chosen": ("reach", Inquiry.Reach.CHOSEN),
    }
    groups = [
        ("照会の内容", "title description kept_files files"),
        ("照会先", "reach prefectures chosen"),
        ("回答", "answer_due needs_representative results_shown"),
        ("担当", "section"),
    ]
    field_order = [name for _, names in groups for name in names.split()]

    def __init__(self, *args, is_template=False, **kwargs):
        self.is_template = is_template
        super().__init__(*args, **kwargs)
        self.fields["section"].help_text = "照会先からの連絡を受ける部署です。"
        self.fields["prefectures"].choices = _counted_prefectures()
        if is_template:
            for name in self.fields.keys() & set(NOT_IN_TEMPLATE):
                self.fields[name].required = False

    @classmethod
    def initial_of(cls, item) -> dict:
        chosen = item.chosen.select_related("local_government") if item.asks_chosen else []
        return super().initial_of(item) | {"chosen": list(chosen)}

    @property
    def parts(self) -> list:
        hidden = NOT_IN_TEMPLATE if self.is_template else ()
        parts = [
            (heading, [row for row in rows if row.name not in hidden]) for heading, rows in super().parts
        ]
        return [(heading, rows) for heading, rows in parts if rows]

    def clean_reach(self):
        return self.cleaned_data["reach"] or Inquiry.Reach.WARDS

    def clean_results_shown(self):
        return self.cleaned_data["results_shown"] or Inquiry.Shown.NOBODY

    def clean(self):
        data = super().clean()
        if not self.draft:
            self._clean_whole(data)
        return data

    def _clean_whole(self, data) -> None:
        """Whom it asks must be said before it goes on; of a template every use says it anew."""
        reach, wanted = Inquiry.Reach, not self.is_template
        if data.get("reach") == reach.PREFECTURES and wanted and not data.get("prefectures"):
            self._add("prefectures", NO_PREFECTURE)
        if data.get("reach") == reach.CHOSEN and wanted and not data.get("chosen"):
            self._add("chosen", NO_ORGANIZATION)

    def _add(self, name, sentence) -> None:
        if name not in self.errors:  # what could not be read has its own sentence
            self.add_error(name, sentence)

    @property
    def values(self) -> dict:
        return super().values | ({"answer_due": None, "section": None} if self.is_template else {})


def _counted_prefectures() -> list[tuple[str, str]]:
    """All 47 with the number of their members."""
    count = Counter(Organization.objects.members().order_by().values_list("prefecture", flat=True))
    return [(name, f"{name}（{count[name]}）") for name in NAMES]
