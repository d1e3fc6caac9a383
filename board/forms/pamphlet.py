"""What is typed into a pamphlet request, a ward's answer, a closing and a withdrawal."""

import datetime

from django import forms

from board.models.pamphlet import COPIES_MAX
from members.models import Organization, Section
from office import calendar
from office.fields import JapaneseDateField, JapaneseIntegerField, LineField, TextField
from office.forms import AttachmentsMixin, OnceForm

DUE_WITHIN = datetime.timedelta(days=366)


class PamphletForm(AttachmentsMixin, OnceForm, forms.Form):
    title = LineField(label="件名", max_length=100, help_text="例: 秋の観光パンフレット2026")
    description = TextField(
        label="内容",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="何のパンフレットか、誰に届けたいか、どこに置いてほしいかを書いてください。",
    )
    size = LineField(label="大きさ", max_length=100, required=False, help_text="例: A4 三つ折り、1部 約20g")
    copies_available = JapaneseIntegerField(
        label="配布できる部数", min_value=1, max_value=COPIES_MAX, help_text="23区全体で配布できる部数です。"
    )
    minimum_per_ward = JapaneseIntegerField(
        label="1区あたりの最少部数",
        min_value=1,
        max_value=COPIES_MAX,
        required=False,
        help_text="これより少ない部数では届けられないときに入力してください。",
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
    answer_due = JapaneseDateField(
        label="回答期限", help_text="閉庁日(土日、祝日、年末年始)のときは、次の開庁日になります。"
    )
    section = forms.ModelChoiceField(
        label="担当部署", queryset=Section.objects.none(), help_text="区からの回答を受け取る部署です。"
    )
    field_order = [
        "title", "description", "size", "kept_files", "files", "copies_available", "minimum_per_ward",
        "reach", "wards", "period_from", "period_until", "deliver_by", "answer_due", "section",
    ]  # fmt: skip

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, by=by, **kwargs)
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

    def clean_answer_due(self):
        due = self.cleaned_data["answer_due"]
        today = calendar.today()
        if not today < due <= today + DUE_WITHIN:
            raise forms.ValidationError("回答期限は、明日から1年以内の日を入力してください。")
        self.due_typed = due
        return calendar.add_working_days(due, 0)

    def clean_period_until(self):
        return _not_before(
            self.cleaned_data, "period_until", "period_from", "配布の終了は、開始の日以後にしてください。"
        )

    def clean(self):
        data = super().clean()
        if "files" not in self.errors and not any(map(_shows_pages, self.stored_files)):
            self.add_error("files", "見本として、PDFまたは画像を1件以上選んでください。")
        minimum, copies = data.get("minimum_per_ward"), data.get("copies_available")
        if minimum and copies and minimum > copies:
            self.add_error("minimum_per_ward", "最少部数は、配布できる部数以下にしてください。")
        due, deliver = data.get("answer_due"), data.get("deliver_by")
        if due and deliver and deliver < due:
            self.add_error("deliver_by", "納品の期限は、回答期限以後の日にしてください。")
        if data.get("reach") == "all":
            data["wards"] = self.fields["wards"].queryset
        elif not data.get("wards") and "wards" not in self.errors:
            self.add_error("wards", "依頼する区を1つ以上選んでください。")
        return data

    @property
    def facts(self):
        """What the action takes."""
        no_facts = ("once", "reach", "kept_files", "files")
        facts = {name: value for name, value in self.cleaned_data.items() if name not in no_facts}
        return facts | {"files": self.stored_files, "wards": list(facts["wards"])}

    @property
    def moved_due(self):
        """The due date as typed, where it was a closed day and has been moved; else None."""
        return self.due_typed if self.due_typed != self.cleaned_data["answer_due"] else None


class CloseForm(forms.Form):
    although_silent = forms.BooleanField(label="未回答の区があっても締め切る", required=False)


class WithdrawForm(forms.Form):
    reason = TextField(
        label="取下げの理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="未回答の区と受け入れた区にメールで知らせます。",
    )


def _shows_pages(stored) -> bool:
    return stored.kind == "application/pdf" or stored.kind.startswith("image/")


def _not_before(data, name, other, sentence):
    value, bound = data.get(name), data.get(other)
    if value and bound and value < bound:
        raise forms.ValidationError(sentence)
    return value
