"""Posts of new accounts on hold: the list, the details, and the secretariat's decision."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from board.held_post_decisions import actions
from board.held_post_decisions.forms import ReturnForm
from board.held_posts.models import HeldPost
from board.topics.details import details_of
from common.attachments.queries import files_of
from common.pagination import paginate
from common.refusals import ActionRefused
from common.text import render_body
from members.access.decorators import secretariat_only
from members.access.resume_after_login import resumes_after_login

PER_PAGE = 20


@secretariat_only
@require_safe
def held_list(request):
    done = request.GET.get("state") == "done"
    posts = HeldPost.objects.visible_to(request.user)
    waiting = posts.open()
    rows = posts.filter(decided_at__isnull=False).order_by("-decided_at", "-id") if done else waiting
    rows = rows.select_related("topic", "by__section__organization", "decided_by")
    tabs = [
        {"label": "確認待ち", "url": "?", "current": not done, "count": waiting.count()},
        {"label": "確認済み", "url": "?state=done", "current": done, "count": None},
    ]
    context = {"page": paginate(rows, request, PER_PAGE), "tabs": tabs, "done": done}
    return render(request, "board/held_post_decisions/held_list.html", context)


def _held(request, pk: int) -> HeldPost:
    rows = HeldPost.objects.visible_to(request.user).select_related(
        "topic__organization", "topic__section", "by__section__organization", "decided_by"
    )
    return get_object_or_404(rows, pk=pk)


def _detail(request, held: HeldPost, form, status: int = 200):
    topic = held.topic
    context = {
        "held": held,
        "form": form,
        "details": [] if held.is_reply else details_of(topic),
        "text": render_body(held.body) if held.is_reply else topic.body_html,
        "files": files_of(held if held.is_reply else topic),
        "changed": not held.is_reply and held.is_open and topic.version != held.version,
        # afterwards the draft is its organisation's own again
        "shows_text": held.is_open or held.is_reply or not topic.is_draft,
    }
    return render(request, "board/held_post_decisions/held_detail.html", context, status=status)


@secretariat_only
@require_safe
def held_detail(request, pk):
    return _detail(request, _held(request, pk), ReturnForm())


@secretariat_only
@require_POST
def held_approve(request, pk):
    held = _held(request, pk)
    try:
        actions.approve_held_post(held=held, by=request.user)
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(held)
    messages.success(request, "公開しました。投稿した人にメールで知らせます。")
    return redirect("board:held-list")


@resumes_after_login
@secretariat_only
@require_POST
def held_return(request, pk):
    held = _held(request, pk)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return _detail(request, held, form, status=400)
    try:
        actions.return_held_post(held=held, by=request.user, remark=form.cleaned_data["remark"])
    except ActionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect(held)
    messages.success(request, "書き直しを頼みました。投稿した人に、説明がメールで届きます。")
    return redirect("board:held-list")
