"""What the secretariat types in the admin."""

from common.versions import EditedForm
from events.series.models import EventSeries


class EventSeriesForm(EditedForm):
    class Meta:
        model = EventSeries
        fields = ["name", "summary"]
