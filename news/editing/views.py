"""The secretariat's pages of notices: list, form, and the page that shows one as it will look."""

from functools import partial

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from common.attachments.queries import files_by_kind, files_of
from common.audit_log.queries import entries_of
from common.forms import carried_out
from common.pages import form_page
from common.pagination import paginate
from common.publication.forms import ScheduleForm
from common.text import render_prose
from members.access.decorators import secretariat_only
from members.access.resume_after_login import resumes_after_login, typed_data
from news.announcements.models import Announcement, Phase
from news.desks.views import Desk
from news.editing import actions
from news.editing.forms import AnnouncementForm
from news.editing.rules import can_edit_announcement

FORM = "news/editing/announcement_form.html"


@secretariat_only
@require_safe
def announcement_register(request):
    """All notices by how they stand: 下書き, 公開予定, 公開中, 終了."""
    wanted = request.GET.get("phase", "")
    phase = Phase(wanted) if wanted in Phase.values else None
    counts = Announcement.objects.aggregate(**{each.value: Count("pk", each.condition) for each in Phase})
    rows = Announcement.objects.filter(phase.condition if phase else Q()).order_by("-changed_at", "-pk")
    tabs = [("", "すべて", sum(counts.values()))] + [(each, each.label, counts[each]) for each in Phase]
    context = {
        "page": paginate(rows.defer("body"), request, per_page=50),
        "tabs": [
            {"url": f"?phase={key}" if key else "?", "label": label, "count": count, "current": key == wanted}
            for key, label, count in tabs
        ],
    }
    return render(request, "news/editing/announcement_register.html", context)


@resumes_after_login
@secretariat_only
@require_http_methods(["GET", "POST"])
def announcement_new(request):
    form = AnnouncementForm(typed_data(request), request.FILES or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        make = partial(actions.create_announcement, by=request.user, values=form.typed)
        url = form.make_once(lambda: DESK.after_saving(make(files=form.stored_files)))
        if url:
            messages.success(request, "下書きを保存しました。見え方を確かめて、公開してください。")
            return redirect(url)
    return form_page(request, FORM, form)


@resumes_after_login
@secretariat_only
@require_http_methods(["GET", "POST"])
def announcement_edit(request, pk):
    row = get_object_or_404(Announcement, pk=pk)
    form = AnnouncementForm(typed_data(request), request.FILES or None, by=request.user, row=row)
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and "preview" in request.POST:
        return _previewed(request, form, row)
    if is_sent and _saved(form, row, request.user):
        messages.success(request, "お知らせを保存しました。")
        return redirect(DESK.after_saving(row))
    return form_page(request, FORM, form, announcement=row)


def _saved(form: AnnouncementForm, row: Announcement, user) -> bool:
    typed = form.cleaned_data
    facts = {"values": form.typed, "files": form.stored_files, "is_minor": typed.get("is_minor", False)}
    save = partial(actions.edit_announcement, announcement=row, by=user, **facts)
    return carried_out(form, save, version=typed["version"])


def _previewed(request, form: AnnouncementForm, row: Announcement) -> HttpResponse:
    """What is typed as it will look, above the form that still holds it."""
    form._show_kept()
    shown = {"title": form.typed["title"], "body": render_prose(form.typed["body"])}
    return form_page(request, FORM, form, announcement=row, shown=shown)


@secretariat_only
@require_safe
def announcement_desk(request, pk):
    return _desk(request, get_object_or_404(Announcement, pk=pk), ScheduleForm())


def _desk(request, row: Announcement, form: ScheduleForm) -> HttpResponse:
    files = files_of(row)
    context = {
        "announcement": row,
        "body": render_prose(row.body),
        "files": files_by_kind(files, drafted=not row.is_published),
        "has_pictures": any(file.is_picture for file in files),
        "entries": entries_of(row)[:20],
    }
    return form_page(request, "news/editing/announcement_desk.html", form, **context)


DESK = Desk(
    find=partial(get_object_or_404, Announcement),
    called="announcement",
    address=lambda row: reverse("news:announcement-desk", args=[row.pk]),
    pictures=lambda row: reverse("news:announcement-files", args=[row.pk]),
)
announcement_files = DESK.files(can_edit_announcement)
announcement_publish = DESK.button(actions.publish_announcement, "公開しました。")
announcement_schedule = DESK.schedule(actions.schedule_announcement, _desk)
announcement_unschedule = DESK.button(actions.unschedule_announcement, "公開の予約を取り消しました。")
announcement_withdraw = DESK.button(
    actions.withdraw_announcement, "公開を取り下げました。下書きに戻っています。"
)
announcement_end = DESK.button(actions.end_announcement, "掲載を終えました。")
announcement_resume = DESK.button(actions.resume_announcement, "もう一度掲載しました。")
announcement_delete = DESK.button(
    actions.delete_announcement, "下書きを削除しました。", then="news:announcement-register"
)
