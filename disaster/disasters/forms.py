from common.fields import LineField
from disaster.disasters.models import AffectedArea
from disaster.support_records.forms import PLACE_HELP, NamedGovernmentsForm
from members.local_governments.forms import LocalGovernmentField


class AffectedAreaForm(NamedGovernmentsForm):
    local_government = LocalGovernmentField(label="自治体", max_length=60, help_text=PLACE_HELP)
    source = LineField(label="出典", max_length=500)

    class Meta:
        model = AffectedArea
        fields = ["local_government", "source"]
