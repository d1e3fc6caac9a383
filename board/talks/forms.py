from django import forms

from board.talks.rules import talk_partners_of
from board.topics.kind_forms import TalkForm
from board.topics.models import Topic
from members.organizations.models import Organization


class PartnerField(forms.ModelChoiceField):
    def label_from_instance(self, organization):
        return organization.full_name


class TalkBeginForm(TalkForm):
    """With the partner, where the topic's own organisation begins: one of those that replied."""

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
            self.fields["partner"].queryset = talk_partners_of(parent)
            self.order_fields(["partner"])
        else:
            del self.fields["partner"]

    def clean(self):
        return forms.Form.clean(self)
