"""What may still be changed after the wards were asked, and which further wards to ask."""

from django import forms

from common import japanese_calendar
from common.attachments.forms import AttachmentsMixin
from common.fields import JapaneseDateField, JapaneseIntegerField, TextField
from common.forms import DUE_WITHIN, AnswerDueMixin, ConcurrentEditMixin, PresetsMixin
from common.idempotency.forms import IdempotentForm
from common.japanese_calendar import wareki
from members.organizations.forms import WardsField
from members.organizations.models import Organization
from pamphlets.drafts.forms import SAMPLE, PamphletForm, not_before, shows_pages
from pamphlets.requests.models import COPIES_MAX

NOTE_HELP = "変更を知らせるメールに載ります。500文字まで。"


class ChangeForm(AnswerDueMixin, ConcurrentEditMixin, AttachmentsMixin):
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    description = TextField(label="内容", max_length=5000, widget=forms.Textarea(attrs={"rows": 8}))
    copies_available = JapaneseIntegerField(
        label="配布できる部数", units=("部",), min_value=1, max_value=COPIES_MAX
    )
    period_from = JapaneseDateField(label="配布の開始", required=False)
    period_until = JapaneseDateField(label="配布の終了", required=False)
    deliver_by = JapaneseDateField(label="納品の期限", required=False)
    answer_due = JapaneseDateField(label="回答期限", help_text="延ばすことだけができます。")
    note = TextField(
        label="区への連絡",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=NOTE_HELP,
    )
    groups = [
        ("パンフレット", "description kept_files files copies_available"),
        ("日程", "answer_due deliver_by period_from period_until"),
        ("区への通知", "note"),
    ]
    field_order = [name for _, names in groups for name in names.split()]

    def __init__(self, *args, instance, **kwargs):
        self.instance = instance
        super().__init__(*args, initial=PamphletForm.initial_of(instance), **kwargs)
        self.fields["files"].label = "見本"
        taken = f"受け入れの合計は{instance.copies_accepted:,}部です。" if instance.copies_accepted else ""
        self.fields[
            "copies_available"
        ].help_text = f"{taken}増やすことも、受け入れの合計まで減らすこともできます。"

    def clean_copies_available(self):
        copies, pamphlet = self.cleaned_data["copies_available"], self.instance
        if copies < (pamphlet.minimum_per_ward or 0):
            raise forms.ValidationError(
                f"1区あたりの最少部数の{pamphlet.minimum_per_ward:,}部以上で入力してください。"
            )
        return copies

    def clean_answer_due(self):
        due, before = self.cleaned_data["answer_due"], self.instance.answer_due
        if due == before:
            return due
        if due < before or due <= japanese_calendar.today():
            raise forms.ValidationError(
                f"回答期限は早められません。いまの{wareki(before)}より後の、明日以後の日を入力してください。"
            )
        if due > japanese_calendar.today() + DUE_WITHIN:
            raise forms.ValidationError("回答期限は、今日から1年以内の日を入力してください。")
        self.due_typed = due
        return japanese_calendar.add_working_days(due, 0)

    def clean_period_until(self):
        return not_before(
            self.cleaned_data, "period_until", "period_from", "配布の終了は、開始の日以後にしてください。"
        )

    def clean(self):
        data = super().clean()
        if "files" not in self.errors and not any(map(shows_pages, self.stored_files)):
            self.add_error("files", SAMPLE)
        due, deliver = data.get("answer_due"), data.get("deliver_by")
        if due and deliver and deliver < due:
            self.add_error("deliver_by", "納品の期限は、回答期限以後の日にしてください。")
        return data

    @property
    def values(self) -> dict:
        left_out = ("version", "note", "kept_files", "files")
        return {name: value for name, value in self.cleaned_data.items() if name not in left_out}


class AddWardsForm(PresetsMixin, IdempotentForm):
    wards = WardsField(label="追加する区")

    def __init__(self, *args, pamphlet, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["wards"].queryset = Organization.objects.special_wards().exclude(
            pk__in=pamphlet.answers.values("organization")
        )
