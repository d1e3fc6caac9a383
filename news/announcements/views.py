"""Notices to everybody."""

from django.shortcuts import get_object_or_404, render

from common.attachments.models import StoredFile
from common.attachments.queries import files_by_kind, files_of
from common.links.panels import links_panel
from common.links.registry import public_linked_models
from common.page_cache.caching import cached_for_visitors
from common.pagination import paginate
from common.text import render_prose
from members.access.viewers import viewer_of
from news.announcements.models import Announcement
from news.announcements.queries import listed_announcements
from news.announcements.sharing import sharing_of
from news.issues.models import NewsIssue
from news.issues.queries import newest_issues, set_pictures

ISSUES_SHOWN = 3
public_page = cached_for_visitors(Announcement, NewsIssue, StoredFile, *public_linked_models())


@public_page
def announcement_list(request):
    viewer = viewer_of(request.user)
    issues = newest_issues(viewer, ISSUES_SHOWN)
    set_pictures(issues)
    context = {
        "page": paginate(listed_announcements.listing(viewer), request, per_page=20),
        "issues": issues,
    }
    return render(request, "news/announcements/announcement_list.html", context)


@public_page
def announcement_detail(request, pk):
    announcement = get_object_or_404(Announcement.objects.visible_to(request.user), pk=pk)
    files = files_by_kind(files_of(announcement), drafted=not announcement.is_published)
    context = {
        "announcement": announcement,
        "body": render_prose(announcement.body),
        "files": files,
        "sharing": sharing_of(announcement, files["pictures"]),
        "links": links_panel(announcement, request.user),
    }
    return render(request, "news/announcements/announcement_detail.html", context)
