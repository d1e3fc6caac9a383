"""What the secretariat types: municipalities in words, not from a list of 1,788."""

from common.fields import LineField
from common.publication.forms import PublicationForm
from common.versions import EditedForm
from disaster.disasters.models import MAX_PICTURES, AffectedArea
from members.local_governments.forms import LocalGovernmentField

PLACE_HELP = "都道府県から入力してください。例: 石川県七尾市。"


class DisasterAdminForm(PublicationForm):
    max_pictures = MAX_PICTURES


class AffectedAreaForm(EditedForm):
    local_government = LocalGovernmentField(label="自治体", max_length=60, help_text=PLACE_HELP)
    source = LineField(label="出典", max_length=500)

    class Meta:
        model = AffectedArea
        fields = ["local_government", "source"]

    def __init__(self, *args, **kwargs):
        """Shows the local government by name; the admin's queryset has fetched it."""
        super().__init__(*args, **kwargs)
        if self.instance.local_government_id:
            field = self.fields["local_government"]
            field.current = self.instance.local_government
            self.initial["local_government"] = field.current.full_name
