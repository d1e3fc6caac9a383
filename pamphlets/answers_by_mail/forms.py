"""What is typed on the page behind a mail's link: the ward's own forms, and the name of who types."""

from common.fields import LineField
from pamphlets.answers.forms import AnswerForm
from pamphlets.ward_questions.forms import QuestionForm

NAME = "メールから回答するときは、氏名を入力してください。"


def _name_field(label) -> LineField:
    return LineField(
        label=label, max_length=60, error_messages={"required": NAME}, help_text="依頼元に伝わります。"
    )


class MailAnswerForm(AnswerForm):
    answered_name = _name_field("回答する人の氏名")


class MailQuestionForm(QuestionForm):
    asked_name = _name_field("問い合わせる人の氏名")
