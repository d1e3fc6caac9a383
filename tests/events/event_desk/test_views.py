import re

from common.attachments.actions import attach_files, store_upload
from events.venues.models import Venue
from tests.sample_files import picture, upload


def test_each_line_of_the_check_list_leads_to_its_field(browser, secretariat, make_event):
    """Whatever is missing is a field of the form, or the page of the pictures."""
    Venue.objects.create(name="東京区政会館")  # without one there is nothing to choose from
    event = make_event("未定", draft=True, starts_on=None, date_precision="unknown")
    attach_files([store_upload(upload("会場.png", picture("PNG")), by=secretariat)], to=event)
    client = browser(secretariat)
    desk = client.get(f"/events/{event.pk}/desk/").content.decode()
    form = client.get(f"/events/{event.pk}/edit/").content.decode()
    fields = re.findall(rf'href="/events/{event.pk}/edit/#([^"]+)"', desk)
    assert len(fields) == 6
    assert [field for field in fields if f'id="{field}"' not in form] == []
    assert f'href="/events/{event.pk}/files/"' in desk
