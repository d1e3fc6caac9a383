"""Autosave and presence of the form of a draft, asked in the background (JSON); the list of drafts;
discarding."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from board.approvals.queries import with_last_step
from board.approvals.rules import can_set_approval
from board.drafts import actions, rules
from board.drafts.forms import draft_values, is_blank, problem_sentences
from board.presence.actions import note_presence
from board.presence.queries import clock_time, others_sentence
from board.topics.actions import require_latest_version
from board.topics.kind_forms import FORMS, form_of
from board.topics.links_elsewhere import links_elsewhere
from board.topics.models import Topic
from board.topics.rules import STANDS_STILL, can_edit_topic, can_post_topic
from board.topics.views import visible_topic
from board.unread.board_tabs import ROWS_PER_PAGE, board_tabs
from common.idempotency.actions import run_once
from common.pagination import paginate
from common.refusals import StaleVersion
from members.access.decorators import answers_json, members_only


def draft_at(user, url: str) -> Topic | None:
    """The draft that an earlier arrival of the same form made; None where it is published or gone."""
    try:
        pk = resolve(urlsplit(url).path).kwargs.get("pk")
    except Resolver404:
        return None
    return Topic.objects.drafts_of(user).filter(pk=pk).first()


@answers_json
@require_POST
@members_only
def topic_autosave_new(request, kind):
    """The first autosave of a page makes a draft; the token of its form makes only one of it."""
    if kind not in FORMS:
        raise Http404
    if not can_post_topic(request.user):
        raise PermissionDenied
    form = FORMS[kind](request.POST, by=request.user, draft=True)
    values, token = draft_values(form), form.page_token
    if is_blank(values):
        return JsonResponse({"saved": False, "message": "", "version": ""})

    def make():
        topic = actions.draft_topic(by=request.user, kind=kind, values=values, token=token, automatic=True)
        return reverse("board:topic-edit", args=[topic.pk])

    url, _ = run_once(token, make)
    topic = draft_at(request.user, url)
    if topic is None:
        return JsonResponse({"message": "この下書きは、既に投稿または削除されています。"}, status=409)
    return _save(request, topic, form, values)


@answers_json
@require_POST
@members_only
def topic_autosave(request, pk):
    topic = visible_topic(request, pk)
    if not rules.can_save_conflict_copy(request.user, topic):
        raise PermissionDenied
    form = form_of(topic)(request.POST, by=request.user, instance=topic, draft=True)
    return _save(request, topic, form, draft_values(form))


def _save(request, topic: Topic, form, values: dict) -> JsonResponse:
    version = form.cleaned_data.get("version") or 0
    text = {"by": request.user, "version": version, "values": values}
    try:
        if not topic.is_draft or topic.stands_still:
            raise StaleVersion(topic)
        note_presence(topic, request.user)
        token = form.page_token
        topic, is_in = actions.autosave_topic(topic=topic, token=token, **text)
    except StaleVersion as stale:
        actions.save_conflict_copy(topic=topic, automatic=True, **text)
        return JsonResponse({"message": _stale_sentence(stale.row), **_links(topic)}, status=409)
    moment = clock_time(timezone.now())
    sentences = [f"{moment}に自動保存しました。添付ファイルは、ボタンを押したときに保存します。"]
    return JsonResponse(
        {
            "saved": is_in,
            "message": "\n".join([*sentences, *problem_sentences(form)]),
            "version": topic.version,
            "others": others_sentence(topic, request.user),
            **_links(topic),
        }
    )


def _stale_sentence(topic: Topic) -> str:
    saved = "ここに入力した内容は「別稿」として残しています。"
    if not topic.is_draft:
        return f"この下書きは、既に投稿されました。{saved}"
    if topic.stands_still:
        return f"{STANDS_STILL.format(act='編集')}{saved}"
    who = f"{topic.saved_by.name}さんが{clock_time(topic.saved_at)}に先に保存しました。"
    return f"{who}{saved}「下書きを保存する」を押すと、2つの内容を見比べられます。"


def _links(topic: Topic) -> dict[str, str]:
    names = {"edit": "topic-edit", "autosave": "topic-autosave", "presence": "topic-presence"}
    return {key: reverse(f"board:{name}", args=[topic.pk]) for key, name in names.items()}


@answers_json
@require_POST
@members_only
def topic_presence(request, pk):
    """A heartbeat of an open form; the answer says who else is editing, and whether the page is stale."""
    topic = visible_topic(request, pk)
    if not can_edit_topic(request.user, topic):
        raise PermissionDenied
    form = form_of(topic)(request.POST, by=request.user, instance=topic, draft=True)
    form.is_valid()
    note_presence(topic, request.user)
    others = others_sentence(topic, request.user)
    try:
        if not topic.is_draft:
            raise StaleVersion(topic)
        require_latest_version(topic, form.cleaned_data.get("version") or 0, form.page_token)
    except StaleVersion as stale:
        return JsonResponse({"stale": True, "message": _stale_page_sentence(stale.row), "others": others})
    return JsonResponse({"version": topic.version, "others": others, **_links(topic)})


def _stale_page_sentence(topic: Topic) -> str:
    if not topic.is_draft:
        return "この下書きは、既に投稿されました。"
    moment = clock_time(topic.saved_at)
    return (
        f"{topic.saved_by.name}さんが{moment}に保存しました。ページを開き直すと、その内容から続けられます。"
    )


@require_safe
@members_only
def draft_list(request):
    drafts = with_last_step(Topic.objects.drafts_of(request.user))
    drafts = drafts.select_related("section", "saved_by__section", "scheduled_by", "review_asked_by")
    context = {
        "page": paginate(drafts.order_by("-saved_at", "-pk"), request, ROWS_PER_PAGE),
        "tabs": board_tabs(request, "board:draft-list"),
        "elsewhere": links_elsewhere("drafts", request.user),
        "may_set_approval": can_set_approval(request.user),
    }
    return render(request, "board/drafts/draft_list.html", context)


@require_http_methods(["GET", "POST"])
@members_only
def topic_discard(request, pk):
    topic = visible_topic(request, pk)
    if not rules.can_discard_topic(request.user, topic):
        raise PermissionDenied
    if request.method == "GET":
        return render(request, "board/drafts/topic_discard.html", {"topic": topic})
    actions.discard_topic(topic=topic, by=request.user)
    messages.success(request, "下書きを削除しました。")
    return redirect("board:draft-list")
