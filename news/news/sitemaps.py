"""Notices and issues for search engines; mounted by the portal's /sitemap.xml."""

from django.contrib.sitemaps import Sitemap

from news.news.models import Announcement, NewsIssue


class AnnouncementSitemap(Sitemap):
    limit = 1000

    def items(self):
        return Announcement.objects.published().order_by("pk")

    def lastmod(self, item):
        return item.changed_at


class NewsIssueSitemap(Sitemap):
    limit = 1000

    def items(self):
        return NewsIssue.objects.published().order_by("volume")

    def lastmod(self, item):
        return item.changed_at
