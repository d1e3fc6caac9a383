"""What a person and his section's mailbox are told of by mail."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from board import actions, rules
from board.forms.notice import LevelForm, RhythmForm, WatchForm
from board.models import Topic, TopicWatch, Watch
from board.views.lists import tabs_for
from board.watching import Owner, Wishes, wishes_of, wishes_of_all
from members.decorators import keeps_form, members_only
from members.kept import pop_kept
from members.models import Section
from members.refusals import Refused

MOST_TOPICS = 50


@require_safe
@members_only
def notice_edit(request):
    """His own settings, and beneath them those of the section mailboxes that he looks after."""
    user = request.user
    owners = [user]
    if user.section_id:
        sections = Section.objects.open().filter(organization=user.section.organization_id)
        mine = sections if user.is_representative else sections.filter(pk=user.section_id)
        owners += mine.select_related("organization").order_by("pk")
    chosen = TopicWatch.objects.filter(topic__in=Topic.objects.listed_for(user)).select_related("topic")
    blocks = [_block(user, wishes) for wishes in wishes_of_all(owners)]
    context = {
        "mine": blocks[0],
        "sections": blocks[1:],
        "topics": chosen.filter(user=user)[:MOST_TOPICS],
        "daily_cap": settings.NOTICE_DAILY_CAP,
        "tabs": tabs_for(request, "board:notice-edit"),
    }
    return render(request, "board/notice_form.html", context)


def _block(user, wishes: Wishes) -> dict:
    whose = whose_of(wishes.owner)
    return {
        "wishes": wishes,
        "whose": whose,
        "form": RhythmForm(initial={"rhythm": wishes.rhythm}, prefix=whose),
        "may": rules.can_edit_notices(user, wishes.owner),
    }


def whose_of(owner: Owner) -> str:
    """How an address names an owner: me, or the key of a section."""
    return str(owner.pk) if isinstance(owner, Section) else "me"


def _owner(request, whose: str) -> Owner:
    """He himself or a section: 404 for those of others, 403 for one of his organisation's not his to set."""
    if whose == "me":
        return request.user
    if not whose.isdecimal() or len(whose) > 18 or not request.user.section_id:
        raise Http404
    own = Section.objects.open().filter(organization=request.user.section.organization_id)
    section = get_object_or_404(own.select_related("organization"), pk=int(whose))
    if not rules.can_edit_notices(request.user, section):
        raise PermissionDenied("共通アドレスの設定は、その部署の担当者と団体の代表だけが変えられます。")
    return section


@keeps_form
@require_http_methods(["GET", "POST"])
@members_only
def watch_add(request, whose):
    owner = _owner(request, whose)
    form = WatchForm(request.POST if request.method == "POST" else pop_kept(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_watch(owner=owner, by=request.user, values=form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "条件を追加しました。")
            return redirect("board:notice-edit")
    return _form_page(request, owner, whose, form, None)


@keeps_form
@require_http_methods(["GET", "POST"])
@members_only
def watch_edit(request, whose, row):
    owner = _owner(request, whose)
    watch = _row(owner, row)
    kind_of_form = LevelForm if watch.is_base else WatchForm
    initial = {name: getattr(watch, name) for name in ("kind", "theme", "prefecture", "ward", "level")}
    form = kind_of_form(request.POST if request.method == "POST" else pop_kept(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_watch(owner=owner, by=request.user, watch=watch, values=form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "条件を変更しました。")
            return redirect("board:notice-edit")
    return _form_page(request, owner, whose, form, watch)


def _row(owner: Owner, row: str) -> Watch:
    for watch in wishes_of(owner).rows:
        if watch.key == row:
            return watch
    raise Http404


def _form_page(request, owner, whose, form, watch):
    context = {"form": form, "watch": watch, "whose": whose, "wishes": wishes_of(owner)}
    status = 400 if request.method == "POST" else 200
    return render(request, "board/watch_form.html", context, status=status)


@require_POST
@members_only
def watch_remove(request, whose, row):
    owner = _owner(request, whose)
    try:
        actions.remove_watch(owner=owner, by=request.user, watch=_row(owner, row))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "条件を削除しました。")
    return redirect("board:notice-edit")


@require_POST
@members_only
def watch_reset(request, whose):
    actions.reset_watches(owner=_owner(request, whose), by=request.user)
    messages.success(request, "お知らせの設定を標準に戻しました。")
    return redirect("board:notice-edit")


@require_POST
@members_only
def notice_rhythm(request, whose):
    owner = _owner(request, whose)
    form = RhythmForm(request.POST, prefix=whose)
    if form.is_valid():
        actions.set_rhythm(owner=owner, by=request.user, **form.cleaned_data)
        messages.success(request, "届く頻度を保存しました。")
    else:
        messages.error(request, "届く頻度を選んでください。")
    return redirect("board:notice-edit")
