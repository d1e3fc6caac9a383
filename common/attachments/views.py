"""Attached files are given out here, and described on one page for every owner (添付ファイルの説明)."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from common.attachments import download_log, queries, rules, thumbnails
from common.attachments.actions import describe_files
from common.attachments.forms import DescriptionsForm
from common.attachments.models import FileText, StoredFile
from common.forms import carried_out
from common.pages import form_page
from common.uploads import kinds


def file_descriptions_page(
    request,
    *,
    owner,
    title: str,
    back: str,
    may: Callable,
    kept=None,
    public: bool = False,
    describe: Callable = describe_files,
):
    """Shows the files of `owner` and takes descriptions, where `may(user, owner)`.

    `kept` is what was typed before a lost login; `public`: also caption, rights and the day are asked for.
    `describe` keeps them, as `describe_files` does.
    """
    if not may(request.user, owner):
        raise PermissionDenied
    files = queries.files_of(owner)
    texts = {text.file_id: text for text in FileText.objects.filter(file__in=files).defer("text")}
    for file in files:
        file.reading = texts.get(file.pk)
    form = DescriptionsForm(request.POST if request.method == "POST" else kept, files=files, public=public)
    if request.method == "POST" and form.is_valid():
        facts = {"owner": owner, "by": request.user, "may": may, "texts": form.texts}
        if carried_out(form, describe, **facts, version=form.cleaned_data["version"]):
            messages.success(request, "添付ファイルの説明を保存しました。")
            return redirect(back)
    context = {"title": title, "back": back, "has_pictures": any(file.is_picture for file in files)}
    return form_page(request, "common/attachments/file_descriptions.html", form, **context)


@login_not_required  # a file of a public event is public; visible_to decides
@require_safe
def file(request, pk, width=None):
    """The file itself, or its small copy (`width`) where there is one."""
    stored = get_object_or_404(StoredFile, pk=pk)
    if not rules.can_open_file(request.user, stored):
        raise Http404
    response = served(request, stored, width)
    if request.method == "GET" and response.status_code == 200:
        download_log.log_download(stored, by=request.user)
    return response


def served(request, stored, width=None):
    """The answer with its content, after the caller has asked whether it may be seen."""
    copy = thumbnails.open_thumbnail(stored, width) if width in thumbnails.WIDTHS else None
    etag = f'"{stored.sha256}-w{width}"' if copy else f'"{stored.sha256}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = _copy(copy) if copy else _content(stored)
    elif copy:
        copy.close()
    response["ETag"] = etag
    # pictures stand in pages, and are asked again each time: what is visible may change
    is_shown = copy or stored.kind in kinds.PICTURES
    response["Cache-Control"] = "private, no-cache" if is_shown else "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _copy(content):
    response = FileResponse(content, content_type=thumbnails.KIND)
    response["Content-Length"] = content.size
    return response


def _content(stored):
    try:
        content = stored.content.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    # a picture was re-encoded by us; anything else is what somebody sent, and is saved, not run
    is_picture = stored.kind in kinds.PICTURES
    response = FileResponse(
        content, content_type=stored.kind, filename=stored.name, as_attachment=not is_picture
    )
    response["Content-Length"] = stored.size
    return response
