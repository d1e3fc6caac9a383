from django.core.exceptions import ValidationError

from board.stages.forms import DATE_HELP
from board.topics.models import Topic
from common.fields import JapaneseDateField
from common.idempotency.forms import IdempotentForm
from common.japanese_calendar import today, wareki


class ReopenForm(IdempotentForm):
    """The new deadline of a reopened topic, where it had one."""

    deadline = JapaneseDateField(label="新しい期限", help_text=DATE_HELP)

    def __init__(self, *args, topic: Topic, **kwargs):
        super().__init__(*args, **kwargs)
        if topic.deadline is None:
            del self.fields["deadline"]
        else:
            self.fields["deadline"].help_text = f"前の期限は{wareki(topic.deadline)}です。{DATE_HELP}"
            self.fields["deadline"].initial = topic.deadline if topic.deadline >= today() else None

    def clean_deadline(self):
        if self.cleaned_data["deadline"] < today():
            raise ValidationError("今日以後の日付を入力してください。")
        return self.cleaned_data["deadline"]
