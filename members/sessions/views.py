"""The places where a person is logged in, and how they end them."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from common.audit_log.actions import record
from members.sessions import actions, queries


@require_safe
@never_cache
def session_list(request):
    places = queries.open_sessions_of(request.user, request.session.session_key)
    context = {"places": places, "previous_login": queries.previous_login(request)}
    return render(request, "usersessions/usersession_list.html", context)


@require_POST
def session_end(request, pk):
    """Log out one place; the present one is left by the button that logs out."""
    rows = UserSession.objects.filter(user=request.user).exclude(session_key=request.session.session_key)
    place = get_object_or_404(rows, pk=pk)
    actions.end_sessions(rows.filter(pk=place.pk))
    record(by=request.user, verb="members.session_ended", obj=request.user, count=1)
    messages.success(request, "選んだ端末をログアウトしました。")
    return redirect("usersessions_list")


@require_POST
def session_end_others(request):
    rows = UserSession.objects.filter(user=request.user).exclude(session_key=request.session.session_key)
    count = actions.end_sessions(rows)
    record(by=request.user, verb="members.session_ended", obj=request.user, count=count)
    if count:
        messages.success(request, "ほかの端末をすべてログアウトしました。")
    else:
        messages.info(request, "ほかにログインしている端末はありません。")
    return redirect("usersessions_list")
