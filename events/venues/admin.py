from django.contrib import admin

from common.admin_site import SiteAdmin
from events.venues.forms import VenueForm
from events.venues.models import Venue


@admin.register(Venue)
class VenueAdmin(SiteAdmin):
    form = VenueForm
    list_display = ("name", "address", "changed_at")
    search_fields = ("name", "address")
    autocomplete_fields = ("local_government",)
