"""全国連携NEWS, issue by issue."""

from django.shortcuts import get_object_or_404, render

from news.freshness import public_page
from news.models import NewsIssue
from office.cabinet import files_of
from office.paging import paginate
from office.text import render_body


@public_page
def newsissue_list(request):
    issues = NewsIssue.objects.visible_to(request.user).newest_first()
    context = {
        "page": paginate(issues, request, per_page=20),
        "missing": NewsIssue.objects.published().missing_volumes(),
    }
    return render(request, "news/newsissue_list.html", context)


@public_page
def newsissue_detail(request, volume):
    issue = get_object_or_404(NewsIssue.objects.visible_to(request.user), volume=volume)
    context = {"issue": issue, "source": render_body(issue.source), "files": files_of(issue)}
    return render(request, "news/newsissue_detail.html", context)
