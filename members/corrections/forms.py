"""What the secretariat corrects of an organisation."""

from django import forms

from common import japanese_calendar
from common.fields import JapaneseDateField, KanaField, LineField
from common.japanese_calendar import YearOf
from common.versions import RowEditForm
from members.organizations.models import Organization

TAKEN = "同じ都道府県に同じ名称の団体があります。"


class CorrectionForm(RowEditForm):
    """A body with a code has the name of the register of local governments; its date ends with its time."""

    name = LineField(label="名称", max_length=100)
    name_kana = KanaField(label="読み", max_length=120, required=False)
    joined_on = JapaneseDateField(label="会員登録日", year=YearOf.LAST, help_text="例：令和8年4月1日。")
    reason = LineField(
        label="修正の理由", max_length=200, help_text="例：団体からの電話で、読みの誤りが分かりました。"
    )

    def __init__(self, *args, organization: Organization, **kwargs):
        self.row = organization
        settled = {
            "name": organization.local_government_id,
            "joined_on": organization.joined_on is None or organization.withdrawn_on,
        }
        names = [name for name in ("name", "name_kana", "joined_on") if not settled.get(name)]
        self.columns = tuple(names)
        initial = {name: getattr(organization, name) for name in names}
        super().__init__(*args, initial=initial, **kwargs)
        for name in settled:
            if name not in names:
                del self.fields[name]

    def clean_joined_on(self):
        day = self.cleaned_data["joined_on"]
        if day > japanese_calendar.today():
            raise forms.ValidationError("会員登録日は、今日以前の日を入力してください。")
        earlier = self.row.memberships.exclude(withdrawn_on=None).order_by("-withdrawn_on").first()
        if earlier and day < earlier.withdrawn_on:
            raise forms.ValidationError("前の会員期間の退会日より後の日を入力してください。")
        return day

    def clean_name(self):
        name = self.cleaned_data["name"]
        others = Organization._base_manager.filter(prefecture=self.row.prefecture, local_government=None)
        if others.filter(name=name).exclude(pk=self.row.pk).exists():
            raise forms.ValidationError(TAKEN)
        return name
