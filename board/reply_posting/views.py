"""Editing a reply; it is posted on the page of its topic."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from board.replies.models import Reply
from board.replies.rules import can_edit_reply
from board.replies.views import visible_reply
from board.reply_posting import actions
from board.reply_posting.forms import ReplyEditForm
from board.topics.actions import TopicNotOpen, require_permission
from common.refusals import StaleVersion
from members.access.decorators import members_only
from members.access.resume_after_login import pop_stored_form, resumes_after_login


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def reply_edit(request, pk):
    reply = visible_reply(request, pk)
    require_permission(can_edit_reply(request.user, reply))
    is_post = request.method == "POST"
    data = (request.POST, request.FILES) if is_post else (pop_stored_form(request),)
    form = ReplyEditForm(*data, by=request.user, instance=reply)
    if not is_post or not form.is_valid():
        return _page(request, reply, form, status=400 if is_post else 200)
    text = {"by": request.user, "values": form.values, "files": form.stored_files}
    text["version"] = form.cleaned_data["version"] or 0
    try:
        reply = actions.edit_reply(reply=reply, **text)
    except StaleVersion as stale:
        actions.save_reply_conflict_copy(reply=reply, **text)
        form.refuse_stale(stale.row)
        return _page(request, reply, form, status=409, saved=stale.row)
    except TopicNotOpen:
        form.refuse("この投稿は受付を終えたため、返信を直せません。入力した内容は下に残っています。")
        return _page(request, reply, form, status=403)
    messages.success(request, "返信を直しました。")
    return redirect(reply)


def _page(request, reply: Reply, form: ReplyEditForm, status: int, saved: Reply | None = None):
    context = {"reply": reply, "topic": reply.topic, "form": form, "saved": saved}
    return render(request, "board/reply_posting/reply_edit.html", context, status=status)
