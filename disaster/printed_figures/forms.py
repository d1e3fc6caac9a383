"""Where a number is printed, and what was done about a difference."""

from django import forms

from common.fields import JapaneseDateField, JapaneseDecimalField, LineField
from common.idempotency.forms import IdempotentForm
from common.japanese_calendar import YearOf, today
from disaster.figures.forms import FigureChoiceMixin
from disaster.printed_figures.models import PrintedFigure


class UseForm(IdempotentForm):
    """What a number is used for; `where` is what the action keeps."""

    medium = forms.ChoiceField(
        label="使いみち",
        choices=PrintedFigure.Medium,
    )
    medium_words = LineField(
        label="号・ページなど",
        max_length=120,
        help_text="例：vol.13 2ページ、第53報、令和8年第1回定例会",
        error_messages={"required": "号やページなど、どこに載せるかを入力してください。"},
    )
    printed_on = JapaneseDateField(
        label="印刷・発表の日",
        year=YearOf.NEAREST,
        initial=today,
    )

    @property
    def where(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("medium", "medium_words", "printed_on")}


class PrintForm(UseForm):
    value = JapaneseDecimalField(
        label="過去に印刷した数",
        required=False,
        is_counted=True,
        max_digits=20,
        decimal_places=2,
        min_value=0,
        help_text="いま計算した数を使うときは空欄。過去の数を登録するときだけ、印刷したとおりに入力してください。",
    )


class PrintManyForm(FigureChoiceMixin, UseForm):
    field_order = ("figures", "medium", "medium_words", "printed_on")


class SettleForm(forms.Form):
    words = LineField(
        label="対応の内容",
        max_length=500,
        help_text="例：次号で訂正を載せる。数の違いは脚注で説明した。",
        error_messages={"required": "どう対応したかを入力してください。"},
    )
