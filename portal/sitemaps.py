"""What search engines may know of: public pages only."""

from django.contrib.sitemaps import GenericSitemap, Sitemap
from django.urls import reverse

from disaster.bulletins.models import Bulletin
from disaster.disasters.models import Disaster
from events.events.models import Event
from members.organizations.models import Organization
from news.news.models import Announcement, NewsIssue


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
            "portal:english",
            "portal:site-map",
            "events:event-list",
            "disaster:disaster-list",
            "disaster:statement-list",
            "disaster:support-tables",
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


class PublicationSitemap(GenericSitemap):
    """What is published of one kind, with the moment of its last change."""

    limit = 1000

    def __init__(self, published):
        super().__init__({"queryset": published.order_by("pk"), "date_field": "changed_at"})


SITEMAPS = {
    "pages": PageSitemap,
    "events": PublicationSitemap(Event.objects.published()),
    "announcements": PublicationSitemap(Announcement.objects.current()),
    "issues": PublicationSitemap(NewsIssue.objects.published()),
    "disasters": PublicationSitemap(Disaster.objects.published().standing()),
    "bulletins": PublicationSitemap(Bulletin.objects.published()),
    "members": OrganizationSitemap,
}
