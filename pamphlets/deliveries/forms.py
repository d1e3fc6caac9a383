"""What is typed when copies leave, arrive and have been handed out, and for their papers."""

from django import forms

from common import japanese_calendar
from common.attachments.forms import AttachmentsMixin
from common.fields import JapaneseDateField, JapaneseIntegerField, LineField, TextField
from common.forms import PresetChoices, PresetsMixin
from common.japanese_calendar import YearOf
from common.uploads import kinds
from pamphlets.deliveries import shipping_papers
from pamphlets.deliveries.models import BOXES_MAX
from pamphlets.requests.models import COPIES_MAX

TEN_TIMES = (
    "受け入れの回答は{promised:,}部です。その10倍を超えています。間違いなければ確認欄に印を付けてください。"
)
COUNT_MAX = 10 * COPIES_MAX
PHOTOS_MAX = 6


class DispatchForm(forms.Form):
    """What all wards of one dispatch share."""

    dispatched_on = JapaneseDateField(label="発送日", year=YearOf.LAST, initial=japanese_calendar.today)
    carrier = LineField(label="運送会社", max_length=60, required=False, help_text="例：〇〇運輸、自庁の車")


class ParcelForm(forms.Form):
    """One ward's row of the table; a row without a tick is left alone."""

    chosen = forms.BooleanField(label="発送した", required=False)
    boxes = JapaneseIntegerField(
        label="箱の数", units=("箱",), min_value=1, max_value=BOXES_MAX, required=False
    )
    slip_number = LineField(label="伝票番号", max_length=60, required=False)

    def clean(self):
        data = super().clean()
        typed = data.get("boxes") or data.get("slip_number")
        if typed and not data.get("chosen"):
            self.add_error("chosen", "発送した区なら、ここに印を付けてください。")
        return data


class ReceiveForm(forms.Form):
    """What arrived; far more than was promised is asked about."""

    received_on = JapaneseDateField(label="受領日", year=YearOf.LAST, initial=japanese_calendar.today)
    received_count = JapaneseIntegerField(
        label="受け取った部数", units=("部",), min_value=1, max_value=COUNT_MAX
    )
    although_many = forms.BooleanField(label="部数に間違いありません", required=False)

    def __init__(self, *args, promised, **kwargs):
        super().__init__(*args, **kwargs)
        self.promised = promised
        self.fields["received_count"].help_text = f"受け入れの回答は{promised:,}部です。"
        if not self._is_many():
            self.fields["although_many"].widget = forms.HiddenInput()

    def _is_many(self) -> bool:
        if not self.is_bound:
            return False
        try:
            count = self.fields["received_count"].clean(self.data.get(self.add_prefix("received_count")))
        except forms.ValidationError:
            return False
        return count > 10 * self.promised

    def clean(self):
        data = super().clean()
        count = data.get("received_count")
        if count and count > 10 * self.promised and not data.get("although_many"):
            self.add_error("received_count", TEN_TIMES.format(promised=self.promised))
        return data

    @property
    def facts(self) -> dict:
        """What the action takes."""
        return {"on": self.cleaned_data["received_on"], "count": self.cleaned_data["received_count"]}


class FinishForm(AttachmentsMixin, forms.Form):
    """The ward's report at the end; photos are drawn anew by common/uploads, only pictures are taken."""

    only = kinds.PICTURES
    finished_on = JapaneseDateField(label="配布を終えた日", year=YearOf.LAST, initial=japanese_calendar.today)
    handed_out = JapaneseIntegerField(label="配布した部数", units=("部",), min_value=0, max_value=COUNT_MAX)
    left_over = JapaneseIntegerField(label="残った部数", units=("部",), min_value=0, max_value=COUNT_MAX)
    remark = TextField(
        label="備考",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="部数の合計が受け取った部数と違うときは、理由を書いてください。",
    )
    alt = LineField(
        label="写真の説明",
        max_length=200,
        required=False,
        help_text="写真に何が写っているかを書いてください。例：区役所1階の棚に並んだパンフレット",
    )
    field_order = ["finished_on", "handed_out", "left_over", "remark", "kept_files", "files", "alt"]

    def __init__(self, *args, delivery, **kwargs):
        self.instance = delivery  # its photos of an earlier report are listed too
        super().__init__(*args, auto_id="finish_%s", **kwargs)  # a refused answer stands on the same page
        endings = [ending for kind in kinds.PICTURES for ending in kinds.KINDS[kind][1]]
        self.fields["files"].label = "写真"
        self.fields["files"].widget.attrs["accept"] = ",".join(f".{ending}" for ending in endings)
        self.fields["files"].help_text = f"配布の様子の写真を{PHOTOS_MAX}枚まで添付できます。"
        self.fields["handed_out"].help_text = f"受け取った部数は{delivery.received_count:,}部です。"

    def clean(self):
        data = super().clean()
        if len(self.stored_files) > PHOTOS_MAX:
            self.add_error("files", f"写真は{PHOTOS_MAX}枚までにしてください。")
        if self.stored_files and not data.get("alt") and "alt" not in self.errors:
            self.add_error("alt", "写真の説明を入力してください。見えない方にも伝わります。")
        if data.get("alt") and not self.stored_files and "files" not in self.errors:
            self.add_error("files", "写真を選ぶか、写真の説明を空にしてください。")
        return data

    @property
    def facts(self) -> dict:
        """What the action takes."""
        data = self.cleaned_data
        facts = {name: data[name] for name in ("handed_out", "left_over", "remark", "alt")}
        return {"on": data["finished_on"], "photos": self.stored_files, **facts}


class UndoForm(forms.Form):
    """Why the last step is taken back; `step` is the one they saw."""

    step = forms.CharField(widget=forms.HiddenInput, max_length=20)
    reason = LineField(label="取り消す理由", max_length=300, help_text="相手にメールで知らせます。")


class AnswersField(PresetChoices, forms.MultipleChoiceField):
    """The answers of some wards."""

    widget = forms.CheckboxSelectMultiple


class ShippingPaperForm(PresetsMixin):
    """Which paper, for which wards; everything may stand in a query string (`wishes`)."""

    kind = forms.ChoiceField(
        label="書類", choices=shipping_papers.KINDS, initial="letter", widget=forms.RadioSelect
    )
    number = LineField(
        label="文書番号", max_length=40, required=False, help_text="依頼文に入れます。例：8堺企第123号"
    )
    date = JapaneseDateField(label="文書の日付", year=YearOf.NEAREST, initial=japanese_calendar.today)
    wards = AnswersField(
        label="区",
        required=False,
        help_text="選ばないときは、受け入れのすべての区の分を作ります。",
    )

    def __init__(self, *args, sheets, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["wards"].choices = [(str(s.answer.pk), s.answer.organization.name) for s in sheets]
        self.sheets = sheets

    def clean(self):
        data = super().clean()
        chosen = data.get("wards") or []
        self.chosen_sheets = [s for s in self.sheets if not chosen or str(s.answer.pk) in chosen]
        if not self.chosen_sheets and not self.errors:
            raise forms.ValidationError("受け入れの回答をした区がないため、作る書類がありません。")
        on_labels = str(data.get("kind", "")).startswith("label")
        if on_labels and not self.errors and not any(s.labelled for s in self.chosen_sheets):
            sentence = (
                "届け先の住所を登録した区がないため、宛名を作れません。区に受入条件の登録を頼んでください。"
            )
            self.add_error("wards", sentence)
        return data

    @property
    def wishes(self) -> list[tuple[str, str]]:
        """What a valid form said, so that another one reads the same."""
        data = self.cleaned_data
        date = japanese_calendar.wareki(data["date"], weekday=False)
        wards = [("wards", ward) for ward in data["wards"]]
        return [("kind", data["kind"]), ("number", data["number"]), ("date", date), *wards]


def undo_prefix(answer) -> str:
    return f"u{answer.pk}"
