"""The secretariat's way to all of its work in this room."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from members.decorators import secretariat_only
from members.desk import duties


@secretariat_only
@require_safe
def desk(request):
    return render(request, "members/desk.html", {"duties": duties()})
