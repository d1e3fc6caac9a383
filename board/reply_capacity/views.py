"""In whose name a posted reply speaks."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from board.replies.models import Reply
from board.reply_capacity import actions, rules
from board.reply_capacity.forms import MarkForm
from members.access.decorators import members_only


@require_http_methods(["GET", "POST"])
@members_only
def reply_mark(request, pk):
    replies = Reply.objects.visible_to(request.user).select_related("topic", "organization")
    reply = get_object_or_404(replies, pk=pk)
    if not rules.can_mark_reply(request.user, reply):
        raise PermissionDenied
    form = MarkForm(request.POST if request.method == "POST" else None, by=request.user, reply=reply)
    if form.is_valid():
        reply = actions.mark_reply(reply=reply, by=request.user, standing=form.cleaned_data["standing"])
        word = reply.standing_word or "指定なし"
        messages.success(request, f"返信{reply.number}の位置付けを「{word}」にしました。")
        return redirect(reply)
    context = {"form": form, "topic": reply.topic, "reply": reply}
    return render(
        request, "board/reply_capacity/reply_mark.html", context, status=400 if form.is_bound else 200
    )
