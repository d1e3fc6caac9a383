"""Notices to everybody."""

from django.shortcuts import get_object_or_404, render

from news.freshness import public_page
from news.models import Announcement, NewsIssue
from office.cabinet import files_of
from office.paging import paginate
from office.text import render_body

ISSUES_SHOWN = 3


@public_page
def announcement_list(request):
    announcements = Announcement.objects.visible_to(request.user).newest_first()
    context = {
        "page": paginate(announcements.defer("body"), request, per_page=20),
        "issues": NewsIssue.objects.visible_to(request.user).newest_first()[:ISSUES_SHOWN],
    }
    return render(request, "news/announcement_list.html", context)


@public_page
def announcement_detail(request, pk):
    announcement = get_object_or_404(Announcement.objects.visible_to(request.user), pk=pk)
    context = {
        "announcement": announcement,
        "body": render_body(announcement.body),
        "files": files_of(announcement),
    }
    return render(request, "news/announcement_detail.html", context)
