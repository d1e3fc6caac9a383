"""Beginning a talk (相談) on a topic, and mending its text."""

from django import forms

from board.forms.topic import FORMS, TopicForm
from board.models import Topic
from board.talks import partners_of
from members.models import Organization


class TalkForm(TopicForm):
    """Title, text and files: themes come from the topic, its readers are its two sides."""

    own_fields = ("once", "version", "title", "body", "kept_files", "files")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - {*self.own_fields, "partner"}:
            del self.fields[name]
        self.fields["body"].label = "相談の内容"


class PartnerField(forms.ModelChoiceField):
    def label_from_instance(self, organization):
        return organization.full_name


class TalkBeginForm(TalkForm):
    """The same with the partner, where the topic's own organisation begins: one of those that replied."""

    partner = PartnerField(
        label="相談の相手",
        queryset=Organization.objects.none(),
        empty_label="選んでください",
        help_text="この投稿に返信した団体から選びます。",
        error_messages={"invalid_choice": "この投稿に返信した団体から選んでください。"},
    )

    def __init__(self, *args, parent: Topic, **kwargs):
        kwargs["initial"] = {"title": f"第{parent.pk}号について", **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        if self.by.organization.pk == parent.organization_id:
            self.fields["partner"].queryset = partners_of(parent)
            self.order_fields(["partner"])
        else:
            del self.fields["partner"]

    def clean(self):
        return forms.Form.clean(self)


def form_of(topic: Topic) -> type[TopicForm]:
    """The form by which a topic is mended, whatever its kind."""
    return TalkForm if topic.is_talk else FORMS[topic.kind]
