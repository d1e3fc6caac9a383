"""What a logged-out person had typed survives the login: their session gives it back to the form, once.

Whoever is logged out may be anybody: how long a form is, how many come from one network in an hour, and how
much is kept in all have limits (`common/kept_forms`). Beyond them the login page asks to type it again.
"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.http import QueryDict
from django.utils.http import url_has_allowed_host_and_scheme

from common.kept_forms import actions
from members.access.rate_limits import RateLimit

KEY = "stored_form"
KEPT_FORMS = RateLimit("kept_forms", by_network="60/h")
NEVER_STORED = ("csrfmiddlewaretoken", "password")


def resumes_after_login(view):
    """Marks a view whose text is stored when the login has expired; its form asks `pop_stored_form`."""
    view.resumes_after_login = True
    return view


def form_page(request) -> str:
    """Where the form was filled in: the same-origin page that posted, or else the posted address."""
    referer = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure()):
        parts = urlsplit(referer)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return request.get_full_path()


def _typed_fields(request) -> list[tuple[str, str]]:
    """(name, value) of what was posted, without files, tokens and passwords."""
    return [
        (name, value)
        for name, values in request.POST.lists()
        if not any(word in name for word in NEVER_STORED)
        for value in values
    ]


@dataclass(frozen=True)
class StaleForm:
    """A posted form whose token is of an earlier login: the page 403 holds it, to be sent once more."""

    action: str
    fields: list[tuple[str, str]]
    files: list[tuple[str, str]]  # (name of the field, names of its files): they must be chosen again
    passwords: list[str]

    @classmethod
    def read(cls, request) -> "StaleForm":
        files = [
            (name, "、".join(f"「{file.name}」" for file in chosen)) for name, chosen in request.FILES.lists()
        ]
        passwords = [name for name in request.POST if "password" in name]
        return cls(request.get_full_path(), _typed_fields(request), files, passwords)

    @property
    def texts(self) -> list[str]:
        """What a person would miss: texts, not ticks, numbers and tokens."""
        return [value for _, value in self.fields if not value.isascii() or " " in value.strip()]


def store_form(request) -> bool:
    """Store the posted text, without files, tokens and passwords; False where it or all is too much."""
    fields = _typed_fields(request)
    if not KEPT_FORMS.allows(request):
        return False
    if before := request.session.get(KEY):  # a browser has one at a time
        actions.delete_forms([before["form"]])
    form = actions.keep_form(fields)
    if form is None:
        return False
    request.session[KEY] = {
        "page": urlsplit(form_page(request)).path,
        "action": request.path,
        "form": form,
        "had_files": bool(request.FILES),
    }
    return True


def typed_data(request) -> QueryDict | None:
    """What was posted into the form of this page, or typed there before the login."""
    return request.POST if request.method == "POST" else pop_stored_form(request)


def pop_stored_form(request, action: str = "") -> QueryDict | None:
    """What was typed before the login into the form of this page; only once.

    A page with several forms names the address its form posts to as `action`.
    The files of the form cannot be stored: `request.stored_form_had_files` says whether there were any.
    """
    stored = request.session.get(KEY)
    if not stored or not request.user.is_authenticated:
        return None
    if request.path not in (stored["page"], stored["action"]) or (action and action != stored["action"]):
        return None
    del request.session[KEY]
    fields = actions.take_form(stored["form"])
    if fields is None:
        return None
    request.stored_form_had_files = stored["had_files"]
    data = QueryDict(mutable=True)
    for name, value in fields:
        data.appendlist(name, value)
    return data
