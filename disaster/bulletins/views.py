"""A bulletin: read by everybody; written, looked through and published by the secretariat."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from common.attachments.models import StoredFile
from common.forms import carried_out
from common.page_cache.caching import cached_for_visitors
from common.pages import form_page, outcome_shown
from disaster.bulletins import actions, panels
from disaster.bulletins.forms import BulletinForm
from disaster.bulletins.models import Bulletin
from disaster.bulletins.rules import can_correct_bulletin
from disaster.disasters.models import Disaster, DisasterPeriod
from disaster.figures.models import SupportSum
from disaster.printed_figures.models import PrintedFigure
from disaster.support_records.models import SupportRecord, SupportRecordVersion
from members.access.decorators import secretariat_only
from members.access.resume_after_login import resumes_after_login, typed_data
from members.local_governments.models import LocalGovernment

RECORDS = (SupportRecord, SupportRecordVersion, SupportSum, LocalGovernment)


@cached_for_visitors(
    Bulletin, Bulletin.printed.through, PrintedFigure, StoredFile, Disaster, DisasterPeriod, *RECORDS
)
def bulletin_detail(request, pk, number):
    bulletin = _visible(request, pk, number)
    context = panels.bulletin_context(bulletin, request.user)
    return render(request, "disaster/bulletins/bulletin_detail.html", context)


@resumes_after_login
@secretariat_only
@require_http_methods(["GET", "POST"])
def bulletin_new(request, pk):
    """With `?corrects=2` one that corrects the second."""
    disaster = get_object_or_404(Disaster.objects.standing(), pk=pk)
    corrects = _visible(request, pk, request.GET["corrects"]) if "corrects" in request.GET else None
    if corrects and not can_correct_bulletin(request.user, corrects):
        raise PermissionDenied
    form = BulletinForm(
        typed_data(request), request.FILES or None, by=request.user, disaster=disaster, corrects=corrects
    )
    if request.method == "POST" and form.is_valid():
        facts = {"disaster": disaster, "corrects": corrects, "by": request.user, "values": form.typed}
        url = form.make_once(
            lambda: actions.draft_bulletin(**facts, files=form.stored_files).get_absolute_url()
        )
        if url:
            messages.success(request, "下書きを保存しました。内容と数を確かめて、公開してください。")
            return redirect(url)
    return _form_page(request, form, disaster=disaster, corrects=corrects)


@resumes_after_login
@secretariat_only
@require_http_methods(["GET", "POST"])
def bulletin_edit(request, pk, number):
    bulletin = _draft(request, pk, number)
    form = BulletinForm(
        typed_data(request),
        request.FILES or None,
        by=request.user,
        disaster=bulletin.disaster,
        row=bulletin,
    )
    if request.method == "POST" and form.is_valid():
        facts = {"bulletin": bulletin, "by": request.user, "values": form.typed, "files": form.stored_files}
        version = form.cleaned_data["version"]
        if carried_out(form, partial(actions.edit_bulletin, **facts, version=version)):
            messages.success(request, "下書きを保存しました。内容と数を確かめて、公開してください。")
            return redirect("disaster:bulletin-detail", pk, form.typed["number"])
    context = {"disaster": bulletin.disaster, "bulletin": bulletin, "corrects": bulletin.corrects}
    return _form_page(request, form, **context)


@secretariat_only
@require_POST
def bulletin_publish(request, pk, number):
    bulletin = _visible(request, pk, number)
    with outcome_shown(request, f"{bulletin.name}を公開しました。載せた数は「印刷した数」に控えました。"):
        actions.publish_bulletin(bulletin=bulletin, by=request.user, seen=request.POST.get("seen", ""))
    return redirect(bulletin)


@secretariat_only
@require_POST
def bulletin_discard(request, pk, number):
    with outcome_shown(request, "下書きを捨てました。"):
        actions.discard_bulletin(bulletin=_visible(request, pk, number), by=request.user)
    return redirect("disaster:disaster-detail", pk)


def _visible(request, pk, number) -> Bulletin:
    known = Bulletin.objects.visible_to(request.user).select_related("disaster", "corrects")
    number = int(number) if str(number).isascii() and str(number).isdigit() else 0
    return get_object_or_404(known, disaster=pk, number=min(number, 32767))


def _draft(request, pk, number) -> Bulletin:
    bulletin = _visible(request, pk, number)
    return get_object_or_404(Bulletin.objects.drafts().filter(disaster__merged_into=None), pk=bulletin.pk)


def _form_page(request, form, **context):
    return form_page(request, "disaster/bulletins/bulletin_form.html", form, **context)
