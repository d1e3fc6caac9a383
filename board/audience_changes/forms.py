import copy

from django import forms

from board.topics.audience_fields import AudienceFields
from board.topics.models import Topic
from members.organizations.models import Organization


class AudienceForm(AudienceFields):
    """Another audience of a published topic; organisations that replied are cut off only when he says so."""

    cut_off = forms.TypedMultipleChoiceField(
        label="返信した団体のうち、読めなくなる団体",
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text="読めなくしてよい団体に、チェックを付けてください。その団体にはメールでお知らせします。",
    )

    def __init__(self, data=None, *, topic: Topic):
        chosen = list(topic.audience_organizations.select_related("local_government"))
        initial = {"audience": topic.audience, "audience_organizations": chosen}
        super().__init__(data, initial=initial)
        self.owner, self.topic = topic.organization, topic
        if data is not None and "cut_off" in data:
            self._offer(Organization.objects.filter(replies__topic=topic).distinct())
        else:
            del self.fields["cut_off"]

    def wished_wards(self, cleaned) -> list:
        return [] if self.topic.all_wards else list(self.topic.wards.all())

    def ask_about(self, organizations) -> None:
        """Name those who replied and would lose it; he ticks them and presses once more."""
        self.fields["cut_off"] = copy.deepcopy(self.base_fields["cut_off"])
        self._offer(organizations)
        self.add_error(
            "cut_off",
            f"返信した{len(organizations)}団体が、この投稿を読めなくなります。"
            "団体名を確かめてチェックを付け、もう一度押してください。",
        )

    def _offer(self, organizations) -> None:
        self.fields["cut_off"].choices = [(row.pk, row.full_name) for row in organizations]
