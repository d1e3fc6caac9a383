"""The one page of the office: a file, for those who may see its owner."""

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from office import cabinet
from office.cabinet import fetching, limits, small
from office.models import StoredFile


@login_not_required  # a file of a public event is public; visible_to decides
@require_safe
def file(request, pk, width=None):
    """The file itself, or its small copy (`width`) where there is one."""
    stored = get_object_or_404(StoredFile, pk=pk)
    if not cabinet.is_visible_to(request.user, stored):
        raise Http404
    response = served(request, stored, width)
    if request.method == "GET" and response.status_code == 200:
        fetching.note(stored, by=request.user)
    return response


def served(request, stored, width=None):
    """The answer with its content, after the caller has asked whether it may be seen."""
    copy = small.opened(stored, width) if width in small.WIDTHS else None
    etag = f'"{stored.sha256}-w{width}"' if copy else f'"{stored.sha256}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = _copy(copy) if copy else _content(stored)
    elif copy:
        copy.close()
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"  # asked again each time: what is visible may change
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _copy(content):
    response = FileResponse(content, content_type=small.KIND)
    response["Content-Length"] = content.size
    return response


def _content(stored):
    try:
        content = stored.content.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    # a picture was drawn anew by us; anything else is what somebody sent, and is saved, not run
    is_picture = stored.kind in limits.PICTURES
    response = FileResponse(
        content, content_type=stored.kind, filename=stored.name, as_attachment=not is_picture
    )
    response["Content-Length"] = stored.size
    return response
