"""What search engines may know of: public pages only."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from disaster.disasters.sitemaps import DisasterSitemap
from events.events.sitemaps import EventSitemap
from members.organizations.models import Organization
from news.news.sitemaps import AnnouncementSitemap, NewsIssueSitemap


class PageSitemap(Sitemap):
    """The pages about the site and the front pages of its parts."""

    def items(self):
        return [
            "portal:home",
            "portal:about",
            "portal:contact",
            "portal:terms",
            "portal:privacy",
            "portal:accessibility",
            "events:event-list",
            "disaster:disaster-list",
            "news:announcement-list",
            "news:newsissue-list",
            "members:organization-list",
        ]

    def location(self, item):
        return reverse(item)


class OrganizationSitemap(Sitemap):
    """The public pages of members."""

    def items(self):
        return Organization.objects.members().select_related("local_government")


SITEMAPS = {
    "pages": PageSitemap,
    "events": EventSitemap,
    "announcements": AnnouncementSitemap,
    "issues": NewsIssueSitemap,
    "disasters": DisasterSitemap,
    "members": OrganizationSitemap,
}
