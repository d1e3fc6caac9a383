"""What the organiser writes of a call: when, for whom, and its questions."""

from django import forms

from common.fields import JapaneseDateField, JapaneseIntegerField, TextField
from common.versions import RowVersionMixin, VersionField
from correspondence.questions.forms import QuestionsForm
from correspondence.questions.kinds import Kind
from events.calls.actions import COLUMNS
from events.calls.models import ExhibitorCall
from events.participations.models import Role

NO_ROLE = "募集数を入力した区分は、「募集する」にもチェックを入れてください。"


class CallForm(RowVersionMixin, forms.Form):
    """Guidance, days and roles; `call` is None where there is none yet."""

    use_required_attribute = False
    guidance = TextField(
        label="募集の案内",
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="ねらい、費用の分担、展示の大きさ、当日の流れなど。会員が読みます。",
    )
    opens_on = JapaneseDateField(
        label="申込の開始日", required=False, help_text="空欄のときは、募集を始めたときから受け付けます。"
    )
    apply_until = JapaneseDateField(label="申込期限", required=False, help_text="例：令和8年4月1日")
    sheet_due_on = JapaneseDateField(label="紹介シートの提出期限", required=False)
    version = VersionField()

    def __init__(self, *args, call: ExhibitorCall | None = None, **kwargs):
        self.call = call
        super().__init__(*args, initial=saved_values(call) if call else {}, **kwargs)
        for role in Role:
            self.fields[f"role_{role}"] = forms.BooleanField(label=f"{role.label}を募集する", required=False)
            self.fields[f"capacity_{role}"] = JapaneseIntegerField(
                label=f"{role.label}の募集数", units=("団体",), required=False, min_value=1, max_value=9999
            )

    @property
    def edits_row(self) -> bool:
        return self.call is not None

    @property
    def version_now(self) -> str:
        return str(self.call.version)

    @property
    def first_fields(self) -> list:
        return [self[name] for name in COLUMNS]

    @property
    def role_fields(self) -> list[tuple]:
        return [(self[f"role_{role}"], self[f"capacity_{role}"]) for role in Role]

    def clean(self):
        cleaned = super().clean()
        for role in Role:
            if cleaned.get(f"capacity_{role}") and not cleaned.get(f"role_{role}"):
                self.add_error(f"capacity_{role}", NO_ROLE)
        return cleaned

    @property
    def facts(self) -> dict:
        """What `save_call` takes of it."""
        cleaned = self.cleaned_data
        return {
            "values": {name: cleaned[name] for name in COLUMNS},
            "roles": {role: cleaned[f"capacity_{role}"] for role in Role if cleaned[f"role_{role}"]},
            "version": int(cleaned["version"]) if cleaned["version"].isdecimal() else 0,
        }

    def refuse_stale(self, row: ExhibitorCall) -> None:
        self.show_stale(str(row.version), saved_values(row))


def saved_values(call: ExhibitorCall) -> dict:
    """What the form shows of a saved call, field by field."""
    values = {name: getattr(call, name) for name in COLUMNS}
    for row in call.roles.all():
        values |= {f"role_{row.role}": True, f"capacity_{row.role}": row.capacity}
    return values


class CallQuestionsForm(QuestionsForm):
    """The questions of a call, with a word for those who applied."""

    note = TextField(
        label="申し込んだ団体への連絡",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="質問が変わったことを知らせるメールに載ります。500文字まで。",
    )


def _row(kind: Kind, label: str, help_text="", *, unit="", options=(), required=True) -> dict:
    """As `correspondence.questions.forms` reads a question that was typed."""
    lines = "\n".join(options)
    row = {"kind": kind, "label": label, "help_text": help_text, "unit": unit, "options": lines}
    return row | {"line": "", "required": required, "columns": []}


TEMPLATE = [
    _row(
        Kind.CHOICE,
        "電源を使いますか。",
        "使う機器と消費電力を、備考に書いてください。",
        options=["使わない", "使う（1,500Wまで）", "使う（1,500Wを超える）"],
    ),
    _row(Kind.NUMBER, "必要な机の数", unit="台"),
    _row(Kind.NUMBER, "必要な椅子の数", unit="脚"),
    _row(Kind.YES_NO, "火気（ガス、炭、電熱器など）を使いますか。"),
    _row(
        Kind.CHOICE,
        "食品を扱いますか。",
        options=["扱わない", "包装された食品を販売・配布する", "会場で調理・提供する"],
    ),
    _row(
        Kind.TEXT,
        "食品を扱うときの、営業許可や保健所への届出の状況",
        "例：臨時出店届を提出予定、製造元の営業許可証の写しあり",
        required=False,
    ),
    _row(
        Kind.TEXT,
        "搬入・搬出の車両と希望の時間",
        "例：2tトラック1台、前日15時に搬入、最終日17時に搬出。宅配便のときはその旨",
    ),
    _row(Kind.NUMBER, "当日会場に来る人数", unit="人"),
]
