"""Notices and articles of the newsletter as one Atom feed."""

from itertools import islice

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from common.page_cache.caching import cached_for_visitors
from common.text import excerpt, plain_prose
from news.announcements.models import Announcement
from news.issues.models import Article, NewsIssue

LENGTH = 30


class NewsFeed(Feed):
    feed_type = Atom1Feed
    title = f"{settings.SITE_NAME} お知らせ・全国連携NEWS"
    subtitle = "事務局からのお知らせと、広報紙「全国連携NEWS」の記事"
    language = "ja"

    def link(self):
        return reverse("news:announcement-list")

    def feed_url(self):
        return reverse("news:news-feed")

    def items(self):
        """Newest first; the articles of an issue in the order of the paper."""
        notices = Announcement.objects.current().order_by("-published_at", "-pk")[:LENGTH]
        articles = Article.objects.published().select_related("issue")
        articles = articles.order_by("-published_at", "order", "pk").defer("body_html")[:LENGTH]
        both = sorted([*notices, *articles], key=lambda row: row.published_at, reverse=True)
        return list(islice(both, LENGTH))

    def item_title(self, item):
        return str(item)

    def item_description(self, item):
        """A summary is HTML there, what was typed is text."""
        return escape(getattr(item, "lead", "") or excerpt(plain_prose(item.body), 200))

    def item_pubdate(self, item):
        return item.published_at

    def item_updateddate(self, item):
        return item.changed_at

    def item_categories(self, item):
        return ["全国連携NEWS"] if isinstance(item, Article) else ["お知らせ", item.get_category_display()]


_feed = NewsFeed()


@cached_for_visitors(Announcement, NewsIssue, Article)
def news_feed(request):
    return _feed(request)
