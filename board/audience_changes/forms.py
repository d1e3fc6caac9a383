import copy

from django import forms

from board.topics.audience_fields import AudienceFields
from board.topics.models import Topic
from board.topics.queries import audience_version
from common.versions import RowVersionMixin, VersionField
from members.organizations.models import Organization


class AudienceForm(RowVersionMixin, AudienceFields):
    """Another audience of a published topic; organisations that replied lose access only where confirmed."""

    version = VersionField()
    edits_row = True
    losing_access = forms.TypedMultipleChoiceField(
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
        if data is not None and "losing_access" in data:
            self._set_choices(Organization.objects.filter(replies__topic=topic).distinct())
        else:
            del self.fields["losing_access"]

    @property
    def version_now(self) -> str:
        return audience_version(self.topic)

    def refuse_stale(self, topic) -> None:
        names = [organization.full_name for organization in topic.audience_organizations.all()]
        now = {"audience": topic.audience, "audience_organizations": "、".join(names)}
        self.show_stale(audience_version(topic), now)

    def addressed_wards(self, cleaned) -> list:
        return [] if self.topic.all_wards else list(self.topic.wards.all())

    def require_confirmation(self, organizations) -> None:
        """Name who replied and would lose access; they are ticked, and the form sent again."""
        self.fields["losing_access"] = copy.deepcopy(self.base_fields["losing_access"])
        self._set_choices(organizations)
        self.add_error(
            "losing_access",
            f"返信した{len(organizations)}団体が、この投稿を読めなくなります。"
            "団体名を確かめてチェックを付け、もう一度押してください。",
        )

    def _set_choices(self, organizations) -> None:
        self.fields["losing_access"].choices = [(row.pk, row.full_name) for row in organizations]
