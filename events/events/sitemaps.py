"""Pages of events for search engines; mounted by the portal's /sitemap.xml."""

from django.contrib.sitemaps import Sitemap

from events.events.models import Event


class EventSitemap(Sitemap):
    limit = 1000

    def items(self):
        return Event.objects.published().order_by("pk")

    def lastmod(self, item):
        return item.changed_at
