"""Who may read a topic, as it is chosen on a form."""

from django import forms

from board.topics.audience import Audience
from common.forms import ConditionalFieldsMixin, PresetsMixin
from members.organizations.forms import OrganizationsField
from members.organizations.models import Organization


class AudienceFields(PresetsMixin, ConditionalFieldsMixin):
    """The audience (公開範囲), with the chosen organisations typed one a line.

    Give `owner` (an Organization) before cleaning: it is always among the readers, as the secretariat is, so
    neither needs to be chosen. With `draft` the organisations may still be missing.
    """

    draft = False
    counts_if = {"audience_organizations": ("audience", Audience.CHOSEN)}
    owner: Organization | None = None

    audience = forms.ChoiceField(
        label="公開範囲",
        required=False,  # where it is not sent, it stays what it was
        choices=Audience.choices,
        initial=Audience.ALL,
        widget=forms.RadioSelect,
        help_text="どれを選んでも、自分の団体と事務局は読めます。",
    )
    audience_organizations = OrganizationsField(
        label="公開する団体",
        required=False,
        help_text="「選んだ団体のみ」のときに、1行に1団体ずつ入力してください。"
        "例：大阪府堺市、江東区、271403（団体コード）。表計算ソフトの列を貼り付けることもできます。",
    )

    def clean_audience(self):
        return self.cleaned_data["audience"] or self.initial.get("audience", Audience.ALL)

    def clean_audience_organizations(self):
        chosen = self.cleaned_data["audience_organizations"]
        own = self.owner.pk if self.owner else None
        return [row for row in chosen if row.pk != own and not row.is_secretariat]

    def addressed_wards(self, cleaned) -> list[Organization]:
        """The special wards that a proposal is addressed to, where it names some."""
        return []

    def clean(self):
        cleaned = super().clean()
        wanted = cleaned.get("audience") == Audience.CHOSEN and "audience_organizations" in cleaned
        if wanted and not self.draft and (sentence := self._missing(cleaned)):
            self.add_error("audience_organizations", sentence)
        return cleaned

    def _missing(self, cleaned) -> str:
        chosen = cleaned["audience_organizations"]
        if not chosen:
            return "自分の団体のほかに、公開する団体を1つ以上入力してください。"
        left_out = [
            ward for ward in self.addressed_wards(cleaned) if ward not in chosen and ward != self.owner
        ]
        names = "、".join(ward.name for ward in left_out)
        return f"希望する区のうち{names}が入っていません。追加してください。" if left_out else ""
