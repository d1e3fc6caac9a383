"""Talks of two organisations on a topic: begun, and listed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from board.publication.rules import POSTED_TOPICS, TOO_MANY
from board.talks import actions, rules
from board.talks.forms import TalkBeginForm
from board.talks.queries import annotate_parties, open_talk, talks_of
from board.talks.rules import talk_partners_of
from board.topics.numbers import parse_topic_number
from board.topics.views import visible_topic
from board.unread.board_tabs import ROWS_PER_PAGE, board_tabs
from board.unread.queries import mark_unread_rows
from common.idempotency.actions import run_once
from common.pagination import paginate
from members.access.decorators import members_only
from members.access.resume_after_login import pop_stored_form, resumes_after_login
from members.users.queries import without_contact

ALREADY_BEGUN = "との相談は、すでに始まっています。続きはここに書いてください。"
TALK_EXISTS = "この団体との相談は、すでに始まっています。下の相談を開いて、入力した内容を返信してください。"
NOT_REACHED = "連絡先なし: {name}にはメールの届く宛先がありません。電話などで知らせてください。"


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def talk_begin(request, pk):
    topic = visible_topic(request, pk)
    if not rules.can_begin_talk(request.user, topic) or not _has_partner(request.user, topic):
        raise PermissionDenied
    asked = _asked_partner(request, topic)
    if request.method == "GET" and asked and (talk := open_talk(topic, request.user.organization, asked)):
        messages.info(request, f"{asked.full_name}{ALREADY_BEGUN}")
        return redirect(talk)
    form = _form(request, topic, asked)
    context = {"form": form, "topic": topic, "partner": asked if "partner" not in form.fields else None}
    if request.method == "GET" or not form.is_valid():
        return _page(request, context, status=400 if request.method == "POST" else 200)
    if not POSTED_TOPICS.allows(request):
        form.refuse(TOO_MANY)
        return _page(request, context, status=429)
    try:
        url, _ = run_once(form.cleaned_data["idempotency_key"], lambda: _begin(request, topic, form))
    except actions.TalkExists as exists:
        form.refuse(TALK_EXISTS)
        return _page(request, {**context, "talk": exists.talk}, status=409)
    messages.success(request, "相談を始めました。相手の団体にメールでお知らせします。")
    return redirect(url)


def _page(request, context: dict, status: int):
    return render(request, "board/talks/talk_begin.html", context, status=status)


def _begin(request, topic, form) -> str:
    values = {name: form.cleaned_data[name] for name in ("title", "body")}
    partner = form.cleaned_data.get("partner") or topic.organization
    if without_contact([partner.pk]).exists():
        messages.warning(request, NOT_REACHED.format(name=partner.full_name))
    talk = actions.begin_talk(
        topic=topic, partner=partner, by=request.user, files=form.stored_files, **values
    )
    return talk.get_absolute_url()


def _has_partner(user, topic) -> bool:
    if topic.organization_id == user.organization.pk:
        return talk_partners_of(topic).exists()
    return rules.can_be_talk_partner(topic.organization)


def _asked_partner(request, topic):
    """The topic's organisation; for that one itself the one named by ?with= among those that replied."""
    if topic.organization_id != request.user.organization.pk:
        return topic.organization
    pk = parse_topic_number(request.GET.get("with", ""))
    return talk_partners_of(topic).filter(pk=pk).first() if pk else None


def _form(request, topic, asked) -> TalkBeginForm:
    if request.method == "POST":
        return TalkBeginForm(request.POST, request.FILES, by=request.user, parent=topic)
    kept = pop_stored_form(request)
    return TalkBeginForm(kept, by=request.user, parent=topic, initial={"partner": asked and asked.pk})


@require_safe
@members_only
def talk_list(request):
    rows = talks_of(request.user).for_rows().order_by("-activity_no")
    page = paginate(rows, request, ROWS_PER_PAGE)
    annotate_parties(mark_unread_rows(page.rows, request.user))
    context = {"page": page, "tabs": board_tabs(request, "board:talk-list")}
    return render(request, "board/talks/talk_list.html", context)
