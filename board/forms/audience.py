"""Who may read a topic, as it is chosen on a form."""

from django import forms
from django.core.exceptions import ValidationError

from board.models import Audience
from members.models import Organization
from members.organizations_field import OrganizationsField


class AudienceFields(forms.Form):
    """The audience (公開範囲), with the chosen organisations typed one a line.

    Give `owner` (an Organization) before cleaning: it is always among the readers, as the secretariat is, so
    neither needs to be chosen. With `draft` the organisations may still be missing.
    """

    draft = False
    owner: Organization | None = None

    audience = forms.ChoiceField(
        label="公開範囲",
        required=False,  # where it does not come along, it stays what it was
        choices=Audience.choices,
        initial=Audience.ALL,
        widget=forms.RadioSelect,
        help_text="どれを選んでも、自分の団体と事務局は読めます。",
    )
    audience_organizations = OrganizationsField(
        label="公開する団体",
        required=False,
        help_text="「選んだ団体のみ」のときに、1行に1団体ずつ入力してください。"
        "例: 大阪府堺市、江東区、271403(団体コード)。表計算ソフトの列を貼り付けることもできます。",
    )

    def clean_audience(self):
        return self.cleaned_data["audience"] or self.initial.get("audience", Audience.ALL)

    def clean_audience_organizations(self):
        chosen = self.cleaned_data["audience_organizations"]
        own = self.owner.pk if self.owner else None
        return [row for row in chosen if row.pk != own and not row.is_secretariat]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("audience") != Audience.CHOSEN:
            if "audience_organizations" in cleaned:
                cleaned["audience_organizations"] = []
        elif not self.draft and cleaned.get("audience_organizations") == []:
            sentence = "自分の団体のほかに、公開する団体を1つ以上入力してください。"
            self.add_error("audience_organizations", ValidationError(sentence))
        return cleaned
