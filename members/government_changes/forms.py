"""What the secretariat types about local governments: changes, former names."""

import datetime

from django import forms

from common import japanese_calendar
from common.fields import JapaneseDateField, KanaField, LineField
from common.forms import PartsMixin
from common.idempotency.forms import IdempotentForm
from common.japanese_calendar import YearOf
from members.government_changes.models import GovernmentChange
from members.local_governments.forms import (
    GOVERNMENTS_HELP,
    CodeField,
    LocalGovernmentField,
    LocalGovernmentsField,
)
from members.local_governments.models import LocalGovernment
from members.organizations.models import Organization

Kind = GovernmentChange.Kind

MAX_DAYS_BACK = 366
LAST_CHARACTER = {"city": "市", "town": "町", "village": "村", "special_ward": "区"}


class ChangeForm(PartsMixin, IdempotentForm, forms.Form):
    """Common to all kinds of changes: the day and where it is written."""

    effective_on = JapaneseDateField(
        label="施行日",
        year=YearOf.NEAREST,
        help_text="この日に実施します。今日までの日付を入力すると、登録と同時に実施します。例：令和9年4月1日",
    )
    source = LineField(
        label="根拠・出典", max_length=300, help_text="例：総務省告示の番号、市町村のお知らせのアドレス"
    )
    kind: Kind
    NEW_GOVERNMENT = ("code", "name", "name_kana", "body_kind", "district", "website")
    groups = (
        ("いまの団体", "absorbing predecessors"),
        ("変更後の団体", "code name name_kana body_kind district website survivor"),
        ("施行日と根拠", "effective_on source"),
    )

    def clean_effective_on(self):
        day, today = self.cleaned_data["effective_on"], japanese_calendar.today()
        if day > today + datetime.timedelta(days=GovernmentChange.MAX_DAYS_AHEAD):
            raise forms.ValidationError("施行日は、今日から2年以内の日付を入力してください。")
        if day < today - datetime.timedelta(days=MAX_DAYS_BACK):
            raise forms.ValidationError(
                "1年より前の変更は登録できません。今の団体のページで、旧名称として登録してください。"
            )
        return day

    def clean(self):
        cleaned = super().clean()
        name, kind = cleaned.get("name"), self.body_kind
        if name and kind in LAST_CHARACTER and not name.endswith(LAST_CHARACTER[kind]):
            self.add_error(
                "name", f"名称の最後を「{LAST_CHARACTER[kind]}」にしてください（種別と合っていません）。"
            )
        return cleaned

    @property
    def body_kind(self) -> str:
        return self.cleaned_data.get("body_kind", "")

    @property
    def predecessors(self) -> list[LocalGovernment]:
        given = self.cleaned_data["predecessors"]
        return given if isinstance(given, list) else [given]

    @property
    def facts(self) -> dict:
        """Fields of `GovernmentChange`."""
        names = ("effective_on", "source", "absorbing", "survivor", *self.NEW_GOVERNMENT)
        typed = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        return {"kind": self.kind, **typed}

    def summary(self) -> list[tuple[str, str]]:
        """(label, value) of the confirmation screen."""
        rows = (
            (name, self.cleaned_data.get(name)) for name in self.fields if name not in ("idempotency_key",)
        )
        return [(self.fields[name].label, self._shown(name, value)) for name, value in rows if value]

    def _shown(self, name, value) -> str:
        if isinstance(value, list):
            return "、".join(each.full_name for each in value)
        if isinstance(value, datetime.date):
            return japanese_calendar.wareki(value)
        if isinstance(self.fields[name], forms.ChoiceField):
            return dict(self.fields[name].choices)[value]
        return str(value)


class SurvivorMixin(forms.Form):
    """Which member goes on, where several merge."""

    survivor = LocalGovernmentField(
        label="引き継ぐ会員",
        max_length=60,
        required=False,
        help_text="会員が二つ以上あるときだけ、登録を引き継ぐ団体を入力してください。例：石川県七尾市",
    )

    def clean_survivor(self):
        government = self.cleaned_data["survivor"]
        if government is None:
            return None
        member = Organization.objects.members().filter(local_government=government).first()
        if member is None:
            raise forms.ValidationError(f"{government.full_name}は会員ではありません。")
        return member


class NewGovernmentMixin(forms.Form):
    code = CodeField(label="新しい団体コード", help_text="検査数字を含む6桁です。例：172022")
    name = LineField(label="新しい名称", max_length=40, help_text="都道府県を除いた名称です。例：七尾市")
    name_kana = KanaField(label="新しい名称の読み", max_length=80, help_text="例：ななおし")
    body_kind = forms.ChoiceField(
        label="種別", choices=[("", "選択してください"), ("city", "市"), ("town", "町"), ("village", "村")]
    )
    district = LineField(
        label="郡", max_length=20, required=False, help_text="町村のときだけ入力してください。"
    )
    website = forms.URLField(
        label="公式サイト",
        max_length=300,
        required=False,
        assume_scheme="https",
        help_text="分かっているときだけ入力してください。",
        error_messages={"invalid": "公式サイトは https:// から始まるアドレスで入力してください。"},
    )


class MergerNewForm(SurvivorMixin, NewGovernmentMixin, ChangeForm):
    """Several bodies end and a new one begins (新設合併)."""

    kind = Kind.MERGER_NEW
    predecessors = LocalGovernmentsField(
        label="合併する団体",
        max_length=2000,
        help_text="1行に1団体ずつ入力してください。" + GOVERNMENTS_HELP,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    field_order = ["predecessors", *ChangeForm.NEW_GOVERNMENT, "survivor", "effective_on", "source"]


class MergerIntoForm(SurvivorMixin, ChangeForm):
    """One body goes on and takes others in (編入合併)."""

    kind = Kind.MERGER_INTO
    absorbing = LocalGovernmentField(
        label="編入する団体（残る団体）", max_length=60, help_text=GOVERNMENTS_HELP
    )
    predecessors = LocalGovernmentsField(
        label="編入される団体（廃止される団体）",
        max_length=2000,
        help_text="1行に1団体ずつ入力してください。" + GOVERNMENTS_HELP,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ["absorbing", "predecessors", "survivor", "effective_on", "source"]


class _OneGovernmentForm(NewGovernmentMixin, ChangeForm):
    """A body goes on under a new name or status."""

    predecessors = LocalGovernmentField(label="変更する団体", max_length=60, help_text=GOVERNMENTS_HELP)
    field_order = ["predecessors", *ChangeForm.NEW_GOVERNMENT, "effective_on", "source"]

    def clean(self):
        cleaned = super().clean()
        body, code = cleaned.get("predecessors"), cleaned.get("code")
        if body and code and code[:2] != body.prefecture_code:
            self.add_error(
                "code", f"先頭の2桁が{body.prefecture}の番号（{body.prefecture_code}）ではありません。"
            )
        if body and cleaned.get("name") == body.name and self.body_kind == body.kind:
            self.add_error("name", "今の名称と同じです。新しい名称を入力してください。")
        return cleaned


class RenameForm(_OneGovernmentForm):
    """A body takes another name (名称変更); its kind stays, its code mostly too."""

    kind = Kind.RENAME

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        del self.fields["body_kind"]
        self.fields["code"].label = "団体コード"
        self.fields["code"].help_text = "名称だけが変わるときは、今と同じコードを入力してください。"

    @property
    def body_kind(self) -> str:
        body = self.cleaned_data.get("predecessors")
        return body.kind if body else ""

    @property
    def facts(self) -> dict:
        body = self.cleaned_data["predecessors"]
        return {**super().facts, "body_kind": body.kind, "designated_city": body.designated_city}


class CityStatusForm(_OneGovernmentForm):
    """A town or village becomes a city, a village a town (市制施行・町制施行)."""

    kind = Kind.CITY_STATUS

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["body_kind"].choices = [("", "選択してください"), ("city", "市"), ("town", "町")]
        self.fields["body_kind"].label = "新しい種別"

    def clean(self):
        cleaned = super().clean()
        body = cleaned.get("predecessors")
        if body and self.body_kind == body.kind:
            self.add_error("body_kind", f"{body.full_name}はすでに{body.get_kind_display()}です。")
        return cleaned


FORMS = {form.kind: form for form in (MergerNewForm, MergerIntoForm, RenameForm, CityStatusForm)}
