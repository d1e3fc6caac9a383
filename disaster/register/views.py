"""The secretariat's pages of the register: a disaster written, published, merged."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from common.attachments.queries import files_of, undescribed_pictures
from common.attachments.views import file_descriptions_page
from common.forms import carried_out
from common.pages import form_page, outcome_shown
from disaster.disasters.models import Disaster
from disaster.disasters.rules import can_edit_disasters
from disaster.register.actions import (
    describe_pictures,
    merge_disaster,
    publish_disaster,
    save_disaster,
    undo_merge,
    withdraw_disaster,
)
from disaster.register.forms import DisasterForm, MergeForm, UndoMergeForm
from members.access.decorators import secretariat_only
from members.access.resume_after_login import resumes_after_login, typed_data


def _standing(request, pk: int) -> Disaster:
    return get_object_or_404(Disaster.objects.standing().visible_to(request.user), pk=pk)


@resumes_after_login
@secretariat_only
@require_http_methods(["GET", "POST"])
def disaster_new(request):
    form = DisasterForm(typed_data(request), request.FILES or None, by=request.user)
    url = ""
    if request.method == "POST" and form.is_valid():
        url = form.make_once(lambda: _next_page(_save(form, request.user), "disaster:record-new"))
    if url:
        messages.success(request, "災害の下書きを保存しました。続けて、支援の記録を入力できます。")
        return redirect(url)
    return form_page(request, "disaster/register/disaster_form.html", form)


@resumes_after_login
@secretariat_only
@require_http_methods(["GET", "POST"])
def disaster_edit(request, pk):
    disaster = _standing(request, pk)
    form = DisasterForm(typed_data(request), request.FILES or None, by=request.user, row=disaster)
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and carried_out(form, partial(_save, form, request.user, disaster)):
        messages.success(request, "災害の内容を保存しました。")
        return redirect(_next_page(disaster, "disaster:record-list"))
    return form_page(request, "disaster/register/disaster_form.html", form, disaster=disaster)


def _save(form: DisasterForm, by, disaster: Disaster | None = None) -> Disaster:
    return save_disaster(
        disaster=disaster,
        by=by,
        values=form.typed,
        areas=form.bodies,
        marks=form.marked,
        files=form.stored_files,
        reason=form.cleaned_data.get("reason", ""),
        words=form.cleaned_data.get("words", ""),
        is_current=form.is_current,
    )


def _next_page(disaster: Disaster, page: str) -> str:
    """Pictures without a text or rights come first."""
    bare = undescribed_pictures(files_of(disaster))
    return reverse("disaster:disaster-files" if bare else page, args=[disaster.pk])


@resumes_after_login
@secretariat_only
@require_http_methods(["GET", "POST"])
def disaster_files(request, pk):
    """What the pictures of the disaster show, whose they are and of which day."""
    disaster = _standing(request, pk)

    def may(user, row):
        return can_edit_disasters(user)

    facts = {"owner": disaster, "title": f"{disaster.name}の記録", "kept": typed_data(request)}
    back = reverse("disaster:record-list", args=[pk])
    return file_descriptions_page(
        request, **facts, back=back, may=may, public=True, describe=describe_pictures
    )


@secretariat_only
@require_POST
def disaster_publish(request, pk):
    with outcome_shown(request, "公開しました。"):
        publish_disaster(disaster=_standing(request, pk), by=request.user)
    return redirect("disaster:record-list", pk)


@secretariat_only
@require_POST
def disaster_withdraw(request, pk):
    if withdraw_disaster(disaster=_standing(request, pk), by=request.user):
        messages.success(request, "公開を取り下げました。下書きに戻っています。")
    return redirect("disaster:record-list", pk)


@secretariat_only
@require_http_methods(["GET", "POST"])
def disaster_merge(request, pk):
    visible = Disaster.objects.visible_to(request.user).select_related("merged_into")
    if request.method == "POST" and (done := visible.filter(pk=pk, merged_into__isnull=False).first()):
        messages.info(request, f"「{done.name}」は「{done.merged_into.name}」に統合されています。")
        return redirect("disaster:record-list", done.merged_into_id)
    disaster = _standing(request, pk)
    form = MergeForm(request.POST if request.method == "POST" else None, disaster=disaster)
    if request.method == "POST" and form.is_valid():
        into = form.cleaned_data["into"]
        if carried_out(form, merge_disaster, disaster=disaster, into=into, by=request.user):
            messages.success(request, f"「{disaster.name}」を「{into.name}」に統合しました。")
            return redirect("disaster:record-list", into.pk)
    return form_page(request, "disaster/register/disaster_merge.html", form, disaster=disaster)


@secretariat_only
@require_http_methods(["GET", "POST"])
def merge_undo(request, pk):
    visible = Disaster.objects.visible_to(request.user).select_related("merged_into", "merged_by")
    disaster = get_object_or_404(visible, pk=pk)
    form = UndoMergeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        if carried_out(form, undo_merge, disaster=disaster, words=words, by=request.user):
            messages.success(request, f"「{disaster.name}」の統合を取り消しました。")
            return redirect("disaster:record-list", pk)
    return form_page(request, "disaster/register/merge_undo.html", form, disaster=disaster)
