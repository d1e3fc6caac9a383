"""The frame of a survey and its questions: kinds that tell nobody who answered."""

from django import forms

from common.fields import JapaneseDateField, LineField, TextField
from common.versions import RowEditForm
from correspondence.questions.forms import QuestionForm, QuestionsForm
from correspondence.questions.kinds import Kind
from sign_ups.surveys.models import Survey

KINDS = (Kind.CHOICE, Kind.MULTIPLE, Kind.YES_NO, Kind.TEXT)


class SurveyForm(RowEditForm):
    """What stands around the questions (アンケート); `row` is None for a new one."""

    use_required_attribute = False
    columns = Survey.EDITED
    closes_on = JapaneseDateField(label="回答期限", help_text="その日の終わりまで受け付けます。")
    introduction = TextField(
        label="前書き",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="質問の前に表示します。何のために聞くか、結果を何に使うかを書いてください。",
    )
    takes_open = forms.BooleanField(
        label="公開のアドレスからの回答も受け付ける",
        required=False,
        help_text="会場に張り出すとき、紙で配るときに使います。同じ人が2回答えても分かりません。",
    )

    def __init__(self, *args, row: Survey | None = None, **kwargs):
        self.row = row
        saved = {name: getattr(row, name) for name in self.columns} if row else {}
        super().__init__(*args, initial=saved, **kwargs)


class SurveyQuestionForm(QuestionForm):
    """Without numbers, dates, files and tables: one value may tell whose it is."""

    kind = forms.ChoiceField(label="答え方", choices=[(kind.value, kind.label) for kind in KINDS])


class SurveyQuestionsForm(QuestionsForm):
    question_form = SurveyQuestionForm


class ExportForm(forms.Form):
    """Why results leave the site (保存の目的); it stays in the register."""

    use_required_attribute = False
    why = LineField(label="保存の目的", max_length=200, help_text="記録簿に残ります。例：実施報告の作成")
