"""What is typed into a pamphlet request before it is sent."""

from django import forms

from common.fields import JapaneseDateField, JapaneseIntegerField, LineField, TextField
from correspondence.drafts.forms import DraftForm
from members.organizations.forms import WardsField
from members.organizations.models import Organization
from pamphlets.requests.models import COPIES_MAX, PamphletRequest

GRAMS_MAX = 10_000
PER_BOX_MAX = 100_000
SAMPLE = "見本として、PDFまたは画像を1件以上選んでください。"


class PamphletForm(DraftForm):
    """A request to the wards."""

    NOT_KEPT = (*DraftForm.NOT_KEPT, "reach")

    title = LineField(label="件名", max_length=100, help_text="例：秋の観光パンフレット2026")
    description = TextField(
        label="内容",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="何のパンフレットか、誰に届けたいか、どこに置いてほしいかを書いてください。",
    )
    size = LineField(label="大きさ", max_length=100, required=False, help_text="例：A4 三つ折り")
    grams = JapaneseIntegerField(
        label="1部の重さ（g）",
        units=("g",),
        min_value=1,
        max_value=GRAMS_MAX,
        required=False,
        help_text="例：20。重さの目安に使います。",
    )
    copies_per_box = JapaneseIntegerField(
        label="1箱の部数",
        units=("部",),
        min_value=1,
        max_value=PER_BOX_MAX,
        required=False,
        help_text="例：200。箱数の目安に使います。",
    )
    copies_available = JapaneseIntegerField(
        label="配布できる部数",
        units=("部",),
        min_value=1,
        max_value=COPIES_MAX,
        help_text="23区全体で配布できる部数です。",
    )
    minimum_per_ward = JapaneseIntegerField(
        label="1区あたりの最少部数",
        units=("部",),
        min_value=1,
        max_value=COPIES_MAX,
        required=False,
        help_text="届けられる最も少ない部数です。",
    )
    reach = forms.ChoiceField(
        label="依頼する区",
        choices=[("all", "23区すべて"), ("some", "区を選ぶ")],
        widget=forms.RadioSelect,
        initial="all",
    )
    wards = WardsField(
        label="選ぶ区",
        required=False,
        help_text="「区を選ぶ」のときに選んでください。",
    )
    period_from = JapaneseDateField(label="配布の開始", required=False)
    period_until = JapaneseDateField(label="配布の終了", required=False)
    deliver_by = JapaneseDateField(
        label="納品の期限", required=False, help_text="受け入れた区へ届け終える日です。"
    )
    answers_shown = forms.ChoiceField(
        label="他区への公開",
        choices=PamphletRequest.Shown,
        widget=forms.RadioSelect,
        initial=PamphletRequest.Shown.ALL,
        help_text="依頼した区が、ほかの区の回答をどこまで見られるかです。配布できる部数の残りは、どの区にも見えます。",
    )
    counts_if = {"wards": ("reach", "some")}
    groups = [
        ("パンフレット", "title description size grams copies_per_box kept_files files"),
        ("部数", "copies_available minimum_per_ward"),
        ("依頼する区", "reach wards answers_shown"),
        ("日程", "answer_due deliver_by period_from period_until"),
        ("担当", "section"),
    ]
    field_order = [name for _, names in groups for name in names.split()]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["section"].help_text = "区からの回答を受け取る部署です。"
        self.fields["files"].label = "見本（必須）"
        help_text = self.fields["files"].help_text
        self.fields["files"].help_text = f"PDFまたは画像を1件以上添付してください。{help_text}"
        self.fields["wards"].queryset = Organization.objects.special_wards()

    @classmethod
    def initial_of(cls, item) -> dict:
        return super().initial_of(item) | {
            "reach": "some" if item.asks_chosen else "all",
            "wards": [ward.pk for ward in item.wards.all()] if item.asks_chosen else [],
        }

    def clean_answers_shown(self):
        return self.cleaned_data["answers_shown"] or PamphletRequest.Shown.ALL

    def clean_period_until(self):
        return not_before(
            self.cleaned_data, "period_until", "period_from", "配布の終了は、開始の日以後にしてください。"
        )

    def clean(self):
        data = super().clean()
        minimum, copies = data.get("minimum_per_ward"), data.get("copies_available")
        if minimum and copies and minimum > copies:
            self.add_error("minimum_per_ward", "最少部数は、配布できる部数以下にしてください。")
        if not self.draft:
            self._clean_whole(data)
        return data

    def _clean_whole(self, data) -> None:
        """What must be there before the wards are asked."""
        if "files" not in self.errors and not any(map(shows_pages, self.stored_files)):
            self.add_error("files", SAMPLE)
        due, deliver = data.get("answer_due"), data.get("deliver_by")
        if due and deliver and deliver < due:
            self.add_error("deliver_by", "納品の期限は、回答期限以後の日にしてください。")
        if data.get("reach") == "some" and not data.get("wards") and "wards" not in self.errors:
            self.add_error("wards", "依頼する区を1つ以上選んでください。")

    @property
    def values(self) -> dict:
        return super().values | {"all_wards": self.cleaned_data["reach"] != "some"}


def shows_pages(stored) -> bool:
    return stored.kind == "application/pdf" or stored.kind.startswith("image/")


def not_before(data, name, other, sentence):
    value, bound = data.get(name), data.get(other)
    if value and bound and value < bound:
        raise forms.ValidationError(sentence)
    return value
