"""Writing topics: choosing a kind, the form of a new or existing topic, restoring a version."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from board.approvals.queries import returned_reason
from board.drafts.actions import draft_topic, save_conflict_copy
from board.drafts.views import draft_at
from board.presence.actions import end_presence, note_presence
from board.presence.queries import others_sentence
from board.topic_editing import actions
from board.topics.details import details_of
from board.topics.forms import TopicForm
from board.topics.kind_forms import FORMS, form_of
from board.topics.labels import POSTING_STEPS
from board.topics.links_elsewhere import links_elsewhere
from board.topics.models import Topic
from board.topics.rules import blocked_reason, can_edit_topic, can_post_topic, works_for
from board.topics.views import visible_topic
from board.versions.models import Version
from board.versions.rules import can_restore_version
from common.idempotency.actions import run_once
from common.pages import form_status, say_ignored
from common.refusals import StaleVersion
from members.access.decorators import members_only
from members.access.resume_after_login import pop_stored_form, resumes_after_login


@require_safe
@members_only
def topic_choose(request):
    if not can_post_topic(request.user):
        raise PermissionDenied
    context = {"elsewhere": links_elsewhere("choose", request.user)}
    return render(request, "board/topic_editing/topic_choose.html", context)


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def topic_new(request, kind):
    if kind not in FORMS:
        raise Http404
    if not can_post_topic(request.user):
        raise PermissionDenied
    form = _form(request, FORMS[kind])
    if request.method == "POST" and form.is_valid():
        return _save_new(request, form, kind)
    context = {"form": form, "kind": Topic.Kind(kind), "steps": POSTING_STEPS}
    return render(request, "board/topic_editing/topic_form.html", context, status=form_status(request, form))


def _save_new(request, form: TopicForm, kind: str):
    """One topic for each page; another one where its text was altered after it (Back) and sent again."""
    text_token = form.cleaned_data["idempotency_key"]

    def make():
        text = {"values": form.values, "files": form.stored_files, "token": form.page_token}
        return _after_saving(request, draft_topic(by=request.user, kind=kind, **text))

    url, is_first = run_once(form.page_token, lambda: run_once(text_token, make)[0])
    # the page had autosaved, and does not know it yet; or this is the second of two clicks
    if not is_first and (topic := draft_at(request.user, url)):
        saved = _save(request, form, topic)
        if saved.status_code == 302:
            run_once(text_token, lambda: saved.url)
        return saved
    return _saved(request, form, url if is_first else run_once(text_token, make)[0])


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def topic_edit(request, pk):
    topic = visible_topic(request, pk)
    if not can_edit_topic(request.user, topic):
        return _refuse_to_edit(request, topic)
    form = _form(request, form_of(topic), topic)
    if request.method == "POST" and form.is_valid():
        return _save(request, form, topic)
    context = {"others": others_sentence(topic, request.user), "returned_reason": returned_reason(topic)}
    note_presence(topic, request.user)
    return _edit_page(request, form, topic, form_status(request, form), **context)


def _save(request, form: TopicForm, topic: Topic):
    """Save what a button was pressed for; a text that came too late is saved beside the colleague's."""
    text = {"by": request.user, "version": form.cleaned_data["version"] or 0}
    text |= {"values": form.values, "files": form.stored_files}
    more = {"token": form.page_token, "notify": form.cleaned_data.get("notify", False)}
    try:
        topic = actions.edit_topic(topic=topic, **text, **more)
    except StaleVersion as stale:
        save_conflict_copy(topic=topic, **text)
        form.refuse_stale(stale.row)
        saved = {"saved": stale.row, "saved_details": details_of(stale.row)}
        return _edit_page(request, form, topic, 409, **saved)
    end_presence(topic, request.user)
    return _saved(request, form, _after_saving(request, topic))


def _edit_page(request, form: TopicForm, topic: Topic, status: int, **more):
    conflict_copies = Version.objects.filter(topic=topic, reply=None, is_conflict_copy=True).count()
    context = {
        "form": form,
        "topic": topic,
        "kind": Topic.Kind(topic.kind),
        "steps": POSTING_STEPS,
        "conflict_copies": conflict_copies,
    }
    return render(request, "board/topic_editing/topic_form.html", context | more, status=status)


def _refuse_to_edit(request, topic: Topic):
    """The topic was locked, merged, hidden or closed meanwhile: the text stays on the page."""
    owns = works_for(request.user, topic.organization_id)
    if owns and topic.is_draft and request.method == "GET":
        return redirect("board:topic-preview", pk=topic.pk)
    if request.method != "POST" or not owns:
        raise PermissionDenied
    form = _form(request, form_of(topic), topic)
    sentence = f"{blocked_reason(topic, '編集')}入力した内容は下に残っています。"
    if form.is_valid():
        form.refuse(sentence)
    else:
        form.add_error(None, sentence)
    return _edit_page(request, form, topic, 403)


def _form(request, form_class: type[TopicForm], topic: Topic | None = None) -> TopicForm:
    """The form as posted, as it was typed before the login, or as the topic is."""
    more = {"by": request.user, "instance": topic}
    if request.method == "POST":
        lenient = "save_draft" in request.POST and (topic is None or topic.is_draft)
        return form_class(request.POST, request.FILES, draft=lenient, **more)
    if kept := pop_stored_form(request):
        messages.info(
            request, "ログインの前に入力した内容を戻しました。添付ファイルは、もう一度選んでください。"
        )
        return form_class(kept, draft="save_draft" in kept, **more)
    return form_class(**more)


def _after_saving(request, topic: Topic) -> str:
    """Where the pressed button leads: on with the draft, to its preview, or back to an edited topic."""
    if not topic.is_draft:
        return topic.get_absolute_url()
    name = "board:topic-edit" if "save_draft" in request.POST else "board:topic-preview"
    return reverse(name, args=[topic.pk])


def _saved(request, form: TopicForm, url: str):
    say_ignored(request, form)
    if "save_draft" in request.POST:
        messages.success(request, "下書きを保存しました。同じ団体の担当者は「下書き」から続きを書けます。")
    return redirect(url)


@require_POST
@members_only
def version_restore(request, pk):
    version = get_object_or_404(
        Version.objects.visible_to(request.user).select_related("topic"), pk=pk, reply=None
    )
    if not can_restore_version(request.user, version):
        raise PermissionDenied
    topic = actions.restore_version(version=version, by=request.user)
    messages.success(request, "選んだ内容を下書きに戻しました。添付ファイルは、いまのままです。")
    return redirect("board:topic-edit", pk=topic.pk)
