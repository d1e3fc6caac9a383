from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from board.merges import actions, rules
from board.merges.forms import MergeForm
from board.topics.views import permitted_topic, posted_or_resumed
from common.forms import carried_out
from common.pages import form_page
from members.access.decorators import members_only
from members.access.resume_after_login import resumes_after_login


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def topic_merge(request, pk):
    """First the number, then a page that names both topics, then the merge."""
    topic = permitted_topic(request, pk, rules.can_merge_topic)
    form = MergeForm(posted_or_resumed(request), topic=topic, by=request.user)
    if request.method != "POST" or not form.is_valid():
        return form_page(request, "board/merges/topic_merge.html", form, topic=topic)
    into, reason = form.cleaned_data["number"], form.cleaned_data["reason"]
    if "confirm" not in request.POST:
        return render(request, "board/merges/topic_merge.html", {"form": form, "topic": topic, "into": into})
    facts = {"topic": topic, "by": request.user, "into": into, "reason": reason}
    if not carried_out(form, actions.merge_topic, refused_at="number", **facts):
        return form_page(request, "board/merges/topic_merge.html", form, topic=topic)
    messages.success(request, f"第{into.pk}号に統合しました。投稿した団体と返信した人にメールで知らせます。")
    return redirect(topic)


@require_POST
@members_only
def topic_unmerge(request, pk):
    topic = permitted_topic(request, pk, rules.can_unmerge_topic)
    actions.unmerge_topic(topic=topic, by=request.user)
    messages.success(request, "統合を取り消しました。投稿は掲示板の一覧に戻りました。")
    return redirect(topic)
