"""The secretariat requests an archive of the board, sees its progress and downloads it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from board.archives import actions, rules
from board.archives.forms import ArchiveForm
from board.archives.models import Archive
from common.attachments.queries import files_of_many
from common.pages import outcome_shown
from common.pagination import paginate
from members.access.decorators import secretariat_only
from members.access.rate_limits import RateLimit, too_many_requests
from members.access.resume_after_login import resumes_after_login

ARCHIVES = RateLimit("archives", by_user="5/h")
REQUESTED = "作成を始めました。できたら、あなたのメールアドレスへお知らせします。"


@resumes_after_login
@require_http_methods(["GET", "HEAD", "POST"])
@secretariat_only
def archive_list(request):
    form = ArchiveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not rules.can_request_archive(request.user):
            raise PermissionDenied
        if not ARCHIVES.allows(request):
            return too_many_requests(request)
        if form.is_valid() and _request(form, request):
            return redirect("board:archive-list")
    page = paginate(Archive.objects.visible_to(request.user), request)
    files = files_of_many(page.rows)
    for archive in page.rows:
        archive.file = next(iter(files[archive.pk]), None)
    context = {
        "page": page,
        "form": form,
        "days": Archive.DAYS_AVAILABLE,
        "may_ask": rules.can_request_archive(request.user),
        "unfinished": next((archive for archive in page.rows if archive.is_unfinished), None),
    }
    return render(request, "board/archives/archive_list.html", context, status=400 if form.is_bound else 200)


def _request(form: ArchiveForm, request) -> bool:
    """Request it once; a refusal is shown in the form."""

    def make() -> str:
        chosen = {name: form.cleaned_data[name] for name in ("with_hidden", "with_talks")}
        actions.request_archive(**chosen, by=request.user)
        messages.success(request, REQUESTED)
        return reverse("board:archive-list")

    return bool(form.make_once(make))


@require_POST
@secretariat_only
def archive_stop(request, pk):
    archive = get_object_or_404(Archive.objects.visible_to(request.user), pk=pk)
    if not rules.can_request_archive(request.user):
        raise PermissionDenied
    with outcome_shown(request, "作成を取りやめました。"):
        actions.stop_archive(archive=archive, by=request.user)
    return redirect("board:archive-list")
