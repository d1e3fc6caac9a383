"""Notices to everybody."""

from django.shortcuts import get_object_or_404, render

from common.attachments.models import StoredFile
from common.attachments.queries import files_by_kind, files_of
from common.links.panels import links_panel
from common.links.registry import public_linked_models
from common.page_cache.caching import cached_for_visitors
from common.pagination import paginate
from common.text import render_body
from members.access.viewers import viewer_of
from news.news.models import Announcement, NewsIssue
from news.news.queries import listed_announcements, newest_issues

ISSUES_SHOWN = 3
public_page = cached_for_visitors(Announcement, NewsIssue, StoredFile, *public_linked_models())


@public_page
def announcement_list(request):
    viewer = viewer_of(request.user)
    context = {
        "page": paginate(listed_announcements.listing(viewer), request, per_page=20),
        "issues": newest_issues(viewer, ISSUES_SHOWN),
    }
    return render(request, "news/news/announcement_list.html", context)


@public_page
def announcement_detail(request, pk):
    announcement = get_object_or_404(Announcement.objects.visible_to(request.user), pk=pk)
    context = {
        "announcement": announcement,
        "body": render_body(announcement.body),
        "files": files_by_kind(files_of(announcement), drafted=not announcement.is_published),
        "links": links_panel(announcement, request.user),
    }
    return render(request, "news/news/announcement_detail.html", context)


@public_page
def newsissue_list(request):
    issues = NewsIssue.objects.visible_to(request.user).newest_first()
    context = {
        "page": paginate(issues, request, per_page=20),
        "missing": NewsIssue.objects.published().missing_volumes(),
    }
    return render(request, "news/news/newsissue_list.html", context)


@public_page
def newsissue_detail(request, volume):
    issue = get_object_or_404(NewsIssue.objects.visible_to(request.user), volume=volume)
    context = {
        "issue": issue,
        "source": render_body(issue.source),
        "files": files_by_kind(files_of(issue), drafted=not issue.is_published),
        "links": links_panel(issue, request.user),
    }
    return render(request, "news/news/newsissue_detail.html", context)
