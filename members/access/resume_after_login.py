"""What a logged-out person had typed survives the login: kept in the session, given back to the form once."""

from urllib.parse import urlsplit

from django.http import QueryDict
from django.utils.http import url_has_allowed_host_and_scheme

KEY = "kept_form"
MOST_BYTES = 300 * 1024
NEVER_KEPT = ("csrfmiddlewaretoken", "password")


def resumes_after_login(view):
    """Marks a view whose posted text is kept when the login has expired; the form asks `pop_kept`."""
    view.keeps_form = True
    return view


def form_page(request) -> str:
    """Where the form was filled in: the same-origin page that posted, or else the posted address."""
    referer = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure()):
        parts = urlsplit(referer)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return request.get_full_path()


def keep_form(request) -> bool:
    """Keep the posted text, without files, tokens and passwords; False where it is too long."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if not any(word in name for word in NEVER_KEPT)
        for value in values
    ]
    if sum(len((name + value).encode("utf-8", "replace")) for name, value in fields) > MOST_BYTES:
        return False
    request.session[KEY] = {
        "page": urlsplit(form_page(request)).path,
        "action": request.path,
        "fields": fields,
        "had_files": bool(request.FILES),
    }
    return True


def pop_kept_form(request, action: str = "") -> QueryDict | None:
    """What was typed before the login into the form of this page; only once.

    A page with several forms names the address its form posts to as `action`.
    The files of the form cannot be kept: `request.kept_had_files` says whether there were any.
    """
    kept = request.session.get(KEY)
    if not kept or not request.user.is_authenticated:
        return None
    if request.path not in (kept["page"], kept["action"]) or (action and action != kept["action"]):
        return None
    del request.session[KEY]
    request.kept_had_files = kept["had_files"]
    data = QueryDict(mutable=True)
    for name, value in kept["fields"]:
        data.appendlist(name, value)
    return data
