"""What the form of a draft asks in the background: to be saved, and who else writes at it. Answers JSON."""

from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from board import actions, rules, writing
from board.forms.draft import complaints, draft_values, is_blank
from board.forms.talk import form_of
from board.forms.topic import FORMS
from board.models import Topic
from board.views.topic import visible_topic
from members.decorators import answers_json, members_only
from members.refusals import Overtaken
from office.once import once


def draft_behind(user, url: str) -> Topic | None:
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
    """The first time a page saves itself, a draft is made; the token of its form makes one of it for ever."""
    if kind not in FORMS:
        raise Http404
    if not rules.can_post_topic(request.user):
        raise PermissionDenied
    form = FORMS[kind](request.POST, by=request.user, draft=True)
    values, token = draft_values(form), form.cleaned_data["once"]
    if is_blank(values):
        return JsonResponse({"saved": False, "message": "", "version": ""})

    def make():
        topic = actions.draft_topic(by=request.user, kind=kind, values=values, token=token, automatic=True)
        return reverse("board:topic-edit", args=[topic.pk])

    url, _ = once(token, make)
    topic = draft_behind(request.user, url)
    if topic is None:
        return JsonResponse({"message": "この下書きは、既に投稿または削除されています。"}, status=409)
    return _save(request, topic, form, values)


@answers_json
@require_POST
@members_only
def topic_autosave(request, pk):
    topic = visible_topic(request, pk)
    if not rules.can_write_aside(request.user, topic):
        raise PermissionDenied
    form = form_of(topic)(request.POST, by=request.user, instance=topic, draft=True)
    return _save(request, topic, form, draft_values(form))


def _save(request, topic: Topic, form, values: dict) -> JsonResponse:
    version = form.cleaned_data.get("version") or 0
    text = {"by": request.user, "version": version, "values": values}
    try:
        if not topic.is_draft:
            raise Overtaken(topic)
        writing.note(topic, request.user)
        token = form.cleaned_data["once"]
        topic, is_in = actions.autosave_topic(topic=topic, token=token, **text)
    except Overtaken as overtaken:
        actions.keep_aside(topic=topic, automatic=True, **text)
        return JsonResponse({"message": _overtaken(overtaken.row), **_links(topic)}, status=409)
    moment = writing.clock(timezone.now())
    sentences = [f"{moment}に自動保存しました。添付ファイルは、ボタンを押したときに保存します。"]
    return JsonResponse(
        {
            "saved": is_in,
            "message": "\n".join([*sentences, *complaints(form)]),
            "version": topic.version,
            "others": writing.others(topic, request.user),
            **_links(topic),
        }
    )


def _overtaken(topic: Topic) -> str:
    kept = "ここに入力した内容は「別稿」として残しています。"
    if not topic.is_draft:
        return f"この下書きは、既に投稿されました。{kept}"
    who = f"{topic.saved_by.name}さんが{writing.clock(topic.saved_at)}に先に保存しました。"
    return f"{who}{kept}「下書きを保存する」を押すと、2つの内容を見比べられます。"


def _links(topic: Topic) -> dict[str, str]:
    names = {"edit": "topic-edit", "autosave": "topic-autosave", "writing": "topic-writing"}
    return {key: reverse(f"board:{name}", args=[topic.pk]) for key, name in names.items()}


@answers_json
@require_POST
@members_only
def topic_writing(request, pk):
    """A sign of life from an open form; it hears who else writes, and whether it was overtaken."""
    topic = visible_topic(request, pk)
    if not rules.can_edit_topic(request.user, topic):
        raise PermissionDenied
    form = form_of(topic)(request.POST, by=request.user, instance=topic, draft=True)
    form.is_valid()
    writing.note(topic, request.user)
    others = writing.others(topic, request.user)
    try:
        if not topic.is_draft:
            raise Overtaken(topic)
        actions.demand_latest(topic, form.cleaned_data.get("version") or 0, form.cleaned_data["once"])
    except Overtaken as overtaken:
        return JsonResponse({"overtaken": True, "message": _overtaken_now(overtaken.row), "others": others})
    return JsonResponse({"version": topic.version, "others": others, **_links(topic)})


def _overtaken_now(topic: Topic) -> str:
    if not topic.is_draft:
        return "この下書きは、既に投稿されました。"
    moment = writing.clock(topic.saved_at)
    return (
        f"{topic.saved_by.name}さんが{moment}に保存しました。ページを開き直すと、その内容から続けられます。"
    )
