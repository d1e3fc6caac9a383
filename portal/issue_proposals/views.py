"""The page that proposes articles of the next issue from what the site recorded."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from common.pages import outcome_shown
from members.access.decorators import secretariat_only
from news.issues.models import NewsIssue
from portal.issue_proposals.actions import accept_proposals
from portal.issue_proposals.queries import day_before, proposals_for


@secretariat_only
@require_http_methods(["GET", "HEAD", "POST"])
def issue_proposals(request, volume):
    issue = get_object_or_404(NewsIssue, volume=volume)
    proposals = proposals_for(issue)
    chosen = request.POST.getlist("proposal")
    if request.method == "POST" and chosen:
        wanted = [proposal for proposal in proposals if proposal.key in chosen]
        with outcome_shown(request, "選んだ記録から、記事の下書きをつくりました。"):
            accept_proposals(issue=issue, by=request.user, proposals=wanted)
        return redirect("news:newsissue-desk", volume)
    if request.method == "POST":
        messages.error(request, "記事にする記録を1つ以上選んでください。")
    known = set(issue.articles.values_list("headline", flat=True))
    context = {
        "issue": issue,
        "since": day_before(issue),
        "proposals": [row for row in proposals if row.values["headline"] not in known],
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "portal/issue_proposals/issue_proposals.html", context, status=status)
