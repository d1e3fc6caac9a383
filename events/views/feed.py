"""What was published last, for feed readers and other sites."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse_lazy
from django.utils.feedgenerator import Atom1Feed

from events.freshness import public_page
from events.models import Event
from office.calendar import wareki

SHOWN = 30


class EventFeed(Feed):
    feed_type = Atom1Feed
    title = f"{settings.SITE_NAME} イベント・展示"
    subtitle = "全国連携展示、魅力発信イベント、講演会、交流イベントなどのご案内"
    link = reverse_lazy("events:event-list")
    language = "ja"

    def items(self):
        return Event.objects.published().order_by("-published_at", "-starts_on", "-pk")[:SHOWN]

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        known = [wareki(item.starts_on, item.date_precision), item.venue, item.summary or item.note]
        return "　".join(part for part in known if part)

    def item_pubdate(self, item):
        return item.published_at

    def item_updateddate(self, item):
        return item.changed_at

    def item_categories(self, item):
        return [item.get_kind_display()]


_feed = EventFeed()


@public_page
def event_feed(request):
    return _feed(request)
