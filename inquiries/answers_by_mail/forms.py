"""What is typed on the page behind a mail's link: the answer's own forms, and the name of who types."""

from correspondence.answers_by_mail.forms import name_field
from inquiries.answers.forms import AnswerForm, NoneForm


class MailAnswerForm(AnswerForm):
    answered_name = name_field("回答する人の氏名", "照会元")

    @property
    def shown_fields(self) -> list:
        return [*super().shown_fields, self["answered_name"]]


class MailNoneForm(NoneForm):
    answered_name = name_field("回答する人の氏名", "照会元")
