"""What is typed into a pamphlet request, a closing and a withdrawal."""

from django import forms

from common.attachments.forms import AttachmentsMixin
from common.fields import JapaneseDateField, JapaneseIntegerField, LineField, TextField
from common.forms import AnswerDueMixin, ConcurrentEditMixin
from common.idempotency.forms import IdempotentForm
from members.organizations.models import Organization
from members.sections.models import Section
from pamphlets.requests.models import COPIES_MAX, PamphletRequest

GRAMS_MAX = 10_000
PER_BOX_MAX = 100_000
SAMPLE = "見本として、PDFまたは画像を1件以上選んでください。"


class PamphletForm(AnswerDueMixin, ConcurrentEditMixin, AttachmentsMixin, IdempotentForm):
    """Whole to be sent; with `draft=True` nothing is required: a draft may stop anywhere.

    `instance` is the draft being continued; `version` says which state of it stands on the page.
    """

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = LineField(label="件名", max_length=100, help_text="例: 秋の観光パンフレット2026")
    description = TextField(
        label="内容",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="何のパンフレットか、誰に届けたいか、どこに置いてほしいかを書いてください。",
    )
    size = LineField(label="大きさ", max_length=100, required=False, help_text="例: A4 三つ折り")
    grams = JapaneseIntegerField(
        label="1部の重さ(g)",
        min_value=1,
        max_value=GRAMS_MAX,
        required=False,
        help_text="例: 20。重さの目安に使います。",
    )
    copies_per_box = JapaneseIntegerField(
        label="1箱の部数",
        min_value=1,
        max_value=PER_BOX_MAX,
        required=False,
        help_text="例: 200。箱数の目安に使います。",
    )
    copies_available = JapaneseIntegerField(
        label="配布できる部数", min_value=1, max_value=COPIES_MAX, help_text="23区全体で配布できる部数です。"
    )
    minimum_per_ward = JapaneseIntegerField(
        label="1区あたりの最少部数",
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
    wards = forms.ModelMultipleChoiceField(
        label="選ぶ区",
        queryset=Organization.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="「区を選ぶ」のときに選んでください。",
    )
    period_from = JapaneseDateField(label="配布の開始", required=False)
    period_until = JapaneseDateField(label="配布の終了", required=False)
    deliver_by = JapaneseDateField(
        label="納品の期限", required=False, help_text="受け入れた区へ届け終える日です。"
    )
    section = forms.ModelChoiceField(
        label="担当部署", queryset=Section.objects.none(), help_text="区からの回答を受け取る部署です。"
    )
    answers_shown = forms.ChoiceField(
        label="他区の回答の見え方",
        choices=PamphletRequest.Shown,
        widget=forms.RadioSelect,
        initial=PamphletRequest.Shown.ALL,
        help_text="依頼した区が、ほかの区の回答をどこまで見られるかです。配布できる部数の残りは、どの区にも見えます。",
    )
    groups = [
        ("パンフレット", "title description size grams copies_per_box kept_files files"),
        ("部数", "copies_available minimum_per_ward"),
        ("依頼する区", "reach wards answers_shown"),
        ("日程", "answer_due deliver_by period_from period_until"),
        ("担当", "section"),
    ]
    field_order = [name for _, names in groups for name in names.split()]

    def __init__(self, data=None, files=None, *, by, instance=None, draft=False):
        self.instance, self.draft = instance, draft
        initial = initial_of(instance) if instance is not None and data is None else None
        super().__init__(data, files, by=by, initial=initial)
        self.fields["files"].label = "見本(必須)"
        self.fields[
            "files"
        ].help_text = f"PDFまたは画像を1件以上添付してください。{self.fields['files'].help_text}"
        self.fields["wards"].queryset = Organization.objects.special_wards()
        self.fields["section"].queryset = (
            Section.objects.open().filter(organization=by.organization).select_related("organization")
        )
        self.fields["section"].label_from_instance = lambda section: section.name
        self.fields["section"].initial = by.section_id
        if draft:
            for field in self.fields.values():
                field.required = False

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
        """The cleaned fields that are kept in the request."""
        left_out = ("idempotency_key", "version", "reach", "kept_files", "files")
        values = {name: value for name, value in self.cleaned_data.items() if name not in left_out}
        return values | {"all_wards": self.cleaned_data["reach"] != "some"}


def initial_of(pamphlet) -> dict:
    """The fields as the saved request has them."""
    names = set(PamphletForm.base_fields) & {field.name for field in pamphlet._meta.concrete_fields}
    return {name: pamphlet.serializable_value(name) for name in names} | {
        "reach": "all" if pamphlet.all_wards else "some",
        "wards": [] if pamphlet.all_wards else [ward.pk for ward in pamphlet.wards.all()],
    }


def problems_of(pamphlet, by) -> list[tuple[str, str, str]]:
    """(field, its label, what is missing or wrong) of a draft that shall be sent; empty where it is whole."""
    data = initial_of(pamphlet)
    form = PamphletForm(data, instance=pamphlet, by=by)
    data["kept_files"] = form.initial["kept_files"]  # the form has just looked them up
    return [
        (name, str(form.fields[name].label) if name in form.fields else "", error)
        for name, errors in form.errors.items()
        for error in errors
    ]


def shows_pages(stored) -> bool:
    return stored.kind == "application/pdf" or stored.kind.startswith("image/")


def not_before(data, name, other, sentence):
    value, bound = data.get(name), data.get(other)
    if value and bound and value < bound:
        raise forms.ValidationError(sentence)
    return value
