"""What a person and the mailbox of their section are notified of by mail."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from board.subscriptions import actions, rules, unsubscribe_links
from board.subscriptions.forms import LevelForm, RhythmForm, WatchForm
from board.subscriptions.models import TopicWatch, Watch
from board.subscriptions.queries import Owner, Subscription, owned_by, subscription_of, subscriptions_of
from board.topics.models import Topic
from board.unread.board_tabs import board_tabs
from common.forms import carried_out
from common.pages import form_page, outcome_shown
from members.access.decorators import members_only
from members.access.resume_after_login import resumes_after_login, typed_data
from members.sections.models import Section

MAX_TOPICS = 50


@require_safe
@members_only
def subscription_edit(request):
    """The user's own settings, and beneath them those of the section mailboxes that they manage."""
    user = request.user
    owners = [user]
    if user.section_id:
        sections = Section.objects.open().filter(organization=user.section.organization_id)
        mine = sections if user.is_representative else sections.filter(pk=user.section_id)
        owners += mine.select_related("organization").order_by("pk")
    chosen = TopicWatch.objects.filter(topic__in=Topic.objects.listed_for(user)).select_related("topic")
    blocks = [_block(user, subscription) for subscription in subscriptions_of(owners)]
    context = {
        "mine": blocks[0],
        "sections": blocks[1:],
        "topics": chosen.filter(user=user)[:MAX_TOPICS],
        "daily_cap": settings.NOTICE_DAILY_CAP,
        "tabs": board_tabs(request, "board:subscription-edit"),
    }
    return render(request, "board/subscriptions/subscription_edit.html", context)


def _block(user, subscription: Subscription) -> dict:
    whose = whose_of(subscription.owner)
    return {
        "subscription": subscription,
        "whose": whose,
        "form": RhythmForm(
            initial={"rhythm": subscription.rhythm, "with_pending": subscription.with_pending},
            prefix=whose,
            of_section=subscription.is_of_section,
        ),
        "may": rules.can_edit_subscriptions(user, subscription.owner),
    }


def whose_of(owner: Owner) -> str:
    """How an address names an owner: me, or the key of a section."""
    return str(owner.pk) if isinstance(owner, Section) else "me"


def _owner(request, whose: str) -> Owner:
    """The user or a section: 404 for those of others, 403 for one that they may not change."""
    if whose == "me":
        return request.user
    if not whose.isdecimal() or len(whose) > 18 or not request.user.section_id:
        raise Http404
    own = Section.objects.open().filter(organization=request.user.section.organization_id)
    section = get_object_or_404(own.select_related("organization"), pk=int(whose))
    if not rules.can_edit_subscriptions(request.user, section):
        raise PermissionDenied("共通アドレスの設定は、その部署の担当者と団体の代表担当者だけが変えられます。")
    return section


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def watch_add(request, whose):
    owner = _owner(request, whose)
    return _watch_page(request, owner, whose, WatchForm, None)


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def watch_edit(request, whose, row):
    owner = _owner(request, whose)
    watch = _row(owner, row)
    return _watch_page(request, owner, whose, LevelForm if watch.is_base else WatchForm, watch)


def _watch_page(request, owner: Owner, whose: str, form_class, watch: Watch | None):
    """The form of a row, `watch` being None for a new one."""
    form = form_class(typed_data(request), watch=watch)
    if request.method == "POST" and form.is_valid():
        row = {"watch": watch, "version": form.cleaned_data["version"]} if watch else {}
        save = actions.change_watch if watch else actions.add_watch
        if carried_out(form, save, owner=owner, by=request.user, values=form.typed, **row):
            messages.success(request, f"条件を{'変更' if watch else '追加'}しました。")
            return redirect("board:subscription-edit")
    context = {"watch": watch, "whose": whose, "subscription": subscription_of(owner)}
    return form_page(request, "board/subscriptions/watch_form.html", form, **context)


def _row(owner: Owner, row: str) -> Watch:
    for watch in subscription_of(owner).rows:
        if watch.key == row:
            return watch
    raise Http404


@require_POST
@members_only
def watch_remove(request, whose, row):
    owner = _owner(request, whose)
    with outcome_shown(request, "条件を削除しました。"):
        actions.remove_watch(owner=owner, by=request.user, watch=_row(owner, row))
    return redirect("board:subscription-edit")


@require_POST
@members_only
def watch_reset(request, whose):
    actions.reset_watches(owner=_owner(request, whose), by=request.user)
    messages.success(request, "通知メールの設定を標準に戻しました。")
    return redirect("board:subscription-edit")


@require_POST
@members_only
def subscription_rhythm(request, whose):
    owner = _owner(request, whose)
    form = RhythmForm(request.POST, prefix=whose, of_section=isinstance(owner, Section))
    if form.is_valid():
        actions.set_rhythm(owner=owner, by=request.user, **form.cleaned_data)
        messages.success(request, "届く頻度を保存しました。")
    else:
        messages.error(request, "届く頻度を選んでください。")
    return redirect("board:subscription-edit")


TOPIC_WATCH_ANSWERS = {
    "yes": (True, "この投稿に動きがあるたびに、通知を受け取ります。"),
    "no": (False, "この投稿の通知メールを止めました。"),
    "default": (None, "この投稿の通知メールを、通知メールの設定のとおりに戻しました。"),
}


@require_POST
@members_only
def topic_watch(request, pk):
    """受け取る, 止める, or as the settings say."""
    topic = get_object_or_404(Topic.objects.listed_for(request.user), pk=pk)
    if request.POST.get("wanted") not in TOPIC_WATCH_ANSWERS:
        messages.error(request, "通知を受け取るか、止めるかを選んでください。")
        return redirect(topic)
    wanted, words = TOPIC_WATCH_ANSWERS[request.POST["wanted"]]
    actions.set_topic_watch(owner=request.user, by=request.user, topic=topic, wanted=wanted)
    messages.success(request, words)
    return redirect("board:subscription-edit" if request.POST.get("back") == "settings" else topic)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request, pk, who, code):
    """A page with a button: mail scanners follow every link, so that GET changes nothing."""
    topic, owners = _topic_and_owners(pk, who, code)
    if topic is None:
        return render(request, "board/subscriptions/unsubscribe_unknown.html", status=404)
    if request.method == "POST":
        _save(topic, owners, None if request.POST.get("resume") else False)
        return redirect(request.path)
    stops = TopicWatch.objects.filter(topic=topic, wanted=False)
    stopped = all(stops.filter(**owned_by(owner)).exists() for owner in owners)
    return render(request, "board/subscriptions/unsubscribe.html", {"number": topic.pk, "stopped": stopped})


@csrf_exempt  # a mail program sends it (RFC 8058): it has no cookie, the code is its proof
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe_one_click(request, pk, who, code):
    topic, owners = _topic_and_owners(pk, who, code)
    if request.method != "POST":  # somebody opened the header's address in a browser
        return redirect("board:unsubscribe", pk, who, code)
    if topic is None:
        raise Http404
    _save(topic, owners, False)
    return HttpResponse(status=204)


def _topic_and_owners(pk, who, code) -> tuple[Topic | None, list[Owner]]:
    """The topic and the owners that a code was made for."""
    owners = unsubscribe_links.owners_of_code(pk, who, code)
    return Topic.objects.only("pk", "title").filter(pk=pk).first() if owners else None, owners


def _save(topic, owners: list[Owner], wanted: bool | None) -> None:
    for owner in owners:
        actions.set_topic_watch(owner=owner, by=None, topic=topic, wanted=wanted)
