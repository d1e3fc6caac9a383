"""Whom to invite, and what is asked about the lines that do not tell it."""

from django import forms
from django.core.exceptions import ValidationError

from common.fields import MailAddressField, TextField
from common.forms import PresetsMixin
from common.idempotency.forms import IdempotentForm
from events.calls.models import ExhibitorCall
from events.invitations.actions import NOT_OFFERED
from events.invitations.plan import Invitee
from events.invitations.recognition import Row
from events.participations.models import Participation
from members.local_governments.agreement_regions import agreement_regions
from members.local_governments.forms import PrefecturesField

MAX_LINES = 1_000
MAX_LINE = 200
LEAVE_OUT, BARE_NAME = "skip", "name"
NAMES_HELP = (
    "1行に1団体、1,000行まで。名称、読み、旧名称、団体コードのどれでも読み取ります。"
    "会員でない団体は、行の後ろにメールアドレスを書くと、招待のメールが届きます。"
)


class InvitationForm(PresetsMixin, IdempotentForm):
    """Roles, and whom: prefectures, an agreement region, a pasted list, or several of them."""

    roles = forms.MultipleChoiceField(
        label="出展の区分",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": NOT_OFFERED},
    )
    prefecture = PrefecturesField(label="都道府県の全市区町村", required=False)
    region = forms.ChoiceField(label="広域連携協定の地域", required=False)
    names = TextField(
        label="団体の一覧",
        required=False,
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=NAMES_HELP,
    )

    def __init__(self, *args, call: ExhibitorCall, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["roles"].choices = [(row.role, row.get_role_display()) for row in call.roles.all()]
        regions = [(name, f"{name}（{len(codes)}団体）") for name, codes in agreement_regions().items()]
        self.fields["region"].choices = [("", "選ばない"), *regions]

    def clean_names(self):
        lines = [line.strip() for line in self.cleaned_data["names"].splitlines() if line.strip()]
        if len(lines) > MAX_LINES:
            raise ValidationError(
                f"一度に入力できるのは{MAX_LINES:,}行までです（現在{len(lines):,}行）。分けて招待してください。"
            )
        if long := next((line for line in lines if len(line) > MAX_LINE), ""):
            raise ValidationError(f"1行は{MAX_LINE}文字までです：「{long[:30]}…」")
        return lines

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not any(cleaned[name] for name in ("prefecture", "region", "names")):
            raise ValidationError("都道府県、協定の地域、団体の一覧のどれかを入力してください。")
        return cleaned


class RowsForm(forms.Form):
    """One question for each line that does not tell its body."""

    def __init__(self, *args, rows: list[Row], **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = rows
        for row in rows:
            self.fields[f"choice-{row.number}"] = forms.ChoiceField(
                label=row.text or row.mail,
                choices=_choices(row),
                widget=forms.RadioSelect,
                help_text=row.question,
                error_messages={"required": f"「{row.text[:40]}」をどうするか選んでください。"},
            )
            self.fields[f"mail-{row.number}"] = MailAddressField(
                label="メールアドレス（会員でない団体のとき）", required=False, initial=row.mail
            )

    @property
    def asked(self) -> list:
        """(line, its choice, its mail address) as the page shows them."""
        return [(row, self[f"choice-{row.number}"], self[f"mail-{row.number}"]) for row in self.rows]

    def clean(self):
        cleaned = super().clean()
        for row in self.rows:
            if cleaned.get(f"choice-{row.number}") != BARE_NAME or f"mail-{row.number}" in self.errors:
                continue
            if not cleaned.get(f"mail-{row.number}"):
                self.add_error(
                    f"mail-{row.number}", "名称のまま招待するときは、メールアドレスを入力してください。"
                )
        return cleaned

    @property
    def chosen(self) -> list[Invitee]:
        found = []
        for row in self.rows:
            choice, mail = self.cleaned_data[f"choice-{row.number}"], self.cleaned_data[f"mail-{row.number}"]
            if choice == BARE_NAME:
                found.append(Invitee(row.text, mail=mail))
            elif choice != LEAVE_OUT:
                body = next(body for body in row.bodies if body.key == choice)
                found.append(Invitee(body.name, body, mail))
        return found


def _choices(row: Row) -> list[tuple[str, str]]:
    bodies = [(body.key, body.words) for body in row.bodies]
    longest = Participation._meta.get_field("name").max_length
    can_be_name = not row.is_code and 0 < len(row.text) <= longest
    bare = [(BARE_NAME, "名称のまま招待する")] if can_be_name else []
    return [*bodies, *bare, (LEAVE_OUT, "招待しない")]
