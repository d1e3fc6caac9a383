"""What search engines may know of: public pages only."""

from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import GenericSitemap, Sitemap
from django.urls import reverse

from disaster.bulletins.models import Bulletin
from disaster.disasters.models import Disaster
from events.events.models import Event
from members.organizations.models import Organization
from news.announcements.models import Announcement
from news.issues.models import Article, NewsIssue
from portal.guide.contents import GUIDES
from portal.guide.queries import address


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
            "portal:guide-list",
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


class GuideSitemap(Sitemap):
    """The pages of the guide that everybody may read."""

    def items(self):
        return [guide.slug for guide in GUIDES.values() if guide.is_for(AnonymousUser())]

    def location(self, item):
        return address(item)


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
    "guide": GuideSitemap,
    "events": PublicationSitemap(Event.objects.published()),
    "announcements": PublicationSitemap(Announcement.objects.current()),
    "issues": PublicationSitemap(NewsIssue.objects.published()),
    "articles": PublicationSitemap(Article.objects.published().select_related("issue")),
    "disasters": PublicationSitemap(Disaster.objects.published().standing()),
    "bulletins": PublicationSitemap(Bulletin.objects.published()),
    "members": OrganizationSitemap,
}
