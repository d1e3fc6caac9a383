"""What a view says about who may come in."""

from functools import wraps

from django.shortcuts import render


def answers_json(view):
    """Marks a view that a script asks: a logged-out person gets 401 and a sentence, not the login page."""
    view.answers_json = True
    return view


def members_only(view):
    """Opens a page for officers of member organisations; others who are logged in read why not (403)."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_member:
            return render(request, "members/access/not_member.html", status=403)
        return view(request, *args, **kwargs)

    return guarded


def secretariat_only(view):
    """Opens a page for the secretariat; others who are logged in get the 403 page."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_secretariat:
            return render(request, "members/access/not_secretariat.html", status=403)
        return view(request, *args, **kwargs)

    guarded.is_secretariats = True  # the navigation marks such a page as the secretariat's
    return guarded
