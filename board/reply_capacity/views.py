from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from board.replies.models import Reply
from board.reply_capacity import actions, rules
from board.reply_capacity.forms import CapacityForm
from members.access.decorators import members_only


@require_http_methods(["GET", "POST"])
@members_only
def reply_capacity_edit(request, pk):
    replies = Reply.objects.visible_to(request.user).select_related("topic", "organization")
    reply = get_object_or_404(replies, pk=pk)
    if not rules.can_set_reply_capacity(request.user, reply):
        raise PermissionDenied
    form = CapacityForm(request.POST if request.method == "POST" else None, by=request.user, reply=reply)
    if form.is_valid():
        reply = actions.set_reply_capacity(
            reply=reply, by=request.user, capacity=form.cleaned_data["capacity"]
        )
        word = reply.capacity_label or "指定なし"
        messages.success(request, f"返信{reply.number}の位置付けを「{word}」にしました。")
        return redirect(reply)
    context = {"form": form, "topic": reply.topic, "reply": reply}
    return render(
        request,
        "board/reply_capacity/reply_capacity_edit.html",
        context,
        status=400 if form.is_bound else 200,
    )
