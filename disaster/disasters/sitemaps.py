"""Pages of disasters for search engines; mounted by the portal's /sitemap.xml."""

from django.contrib.sitemaps import Sitemap

from disaster.disasters.models import Disaster


class DisasterSitemap(Sitemap):
    limit = 1000

    def items(self):
        return Disaster.objects.published().order_by("pk")

    def lastmod(self, item):
        return item.changed_at
