"""What the secretariat types in the admin."""

from common.link_fields import LinkField
from common.versions import EditedForm
from events.venues.models import Venue


class VenueForm(EditedForm):
    class Meta:
        model = Venue
        fields = ["name", "address", "local_government", "access", "accessibility", "map_url", "website"]
        field_classes = {"map_url": LinkField, "website": LinkField}
