from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from board.replies.views import visible_reply
from board.reply_capacity import actions, rules
from board.reply_capacity.forms import CapacityForm
from board.topics.actions import require_permission
from common.forms import carried_out
from common.pages import form_page
from members.access.decorators import members_only


@require_http_methods(["GET", "POST"])
@members_only
def reply_capacity_edit(request, pk):
    reply = visible_reply(request, pk)
    require_permission(rules.can_set_reply_capacity(request.user, reply))
    form = CapacityForm(request.POST if request.method == "POST" else None, by=request.user, reply=reply)
    facts = {"reply": reply, "by": request.user}
    if form.is_valid() and carried_out(form, actions.set_reply_capacity, **facts, **form.cleaned_data):
        reply.refresh_from_db(fields=["capacity"])
        word = reply.capacity_label or "指定なし"
        messages.success(request, f"返信{reply.number}の立場を「{word}」にしました。")
        return redirect(reply)
    return form_page(
        request, "board/reply_capacity/reply_capacity_edit.html", form, topic=reply.topic, reply=reply
    )
