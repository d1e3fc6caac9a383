"""What is typed on the page behind a mail's link: the ward's own forms, and the name of who types."""

from correspondence.answers_by_mail.forms import name_field
from pamphlets.answers.forms import AnswerForm
from pamphlets.ward_questions.forms import QuestionForm


class MailAnswerForm(AnswerForm):
    answered_name = name_field("回答する人の氏名", "依頼元")


class MailQuestionForm(QuestionForm):
    asked_name = name_field("問い合わせる人の氏名", "依頼元")
