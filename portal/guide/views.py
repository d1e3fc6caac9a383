"""The guide (使い方の手引き): for visitors what they can do, for the others their own tasks."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.guide.contents import GUIDES
from portal.guide.queries import guides_for, siblings
from portal.guide.rendering import guide_text


@login_not_required
@require_safe
def guide_list(request):
    return render(request, "portal/guide/guide_list.html", {"groups": guides_for(request.user)})


@login_not_required
@require_safe
def guide(request, slug):
    """One task; whoever is not logged in may be one who has it."""
    found = GUIDES.get(slug)
    if found is None:
        raise Http404
    if not found.is_for(request.user):
        if request.user.is_authenticated:
            raise Http404
        return redirect_to_login(request.get_full_path())
    group, others = siblings(found, request.user)
    context = {"text": guide_text(slug), "group": group, "others": others}
    return render(request, "portal/guide/guide.html", context)
