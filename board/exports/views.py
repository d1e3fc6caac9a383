"""Topics leave the portal: on paper, as a ZIP, as a sheet."""

from django.http import QueryDict
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from board.filters import TopicFilter
from board.forms.paper import REPLIES_ON_PAPER, PrintForm
from board.models import Topic
from board.paper import bundle, rows, words
from board.views.facts import facts_of
from board.views.parts import answers
from board.views.topic import visible_topic, with_files
from members.decorators import members_only
from members.limits import limited
from office import cabinet, register, zips
from office.sheet import xlsx_response


def _topic(request, pk: int) -> Topic:
    """The topic without what only its page shows, or 404 where he may not see it."""
    topics = Topic.objects.visible_to(request.user).select_related("organization", "section")
    return get_object_or_404(topics, pk=pk)


@require_safe
@members_only
def topic_print(request, pk):
    """A4: a topic with its replies, for files and decisions (起案)."""
    topic = visible_topic(request, pk)
    form = PrintForm(request.GET, replies=topic.reply_count)
    replies = []
    if (asked := form.is_valid()) and not form.cleaned_data["without_replies"]:
        replies = _replies(request.user, topic, form.first)
    context = {
        "topic": topic,
        "form": form,
        "facts": paper_facts(topic),
        "files": cabinet.files_of(topic) if topic.file_count else [],
        "steps": topic.steps.all() if topic.stage else [],
        "replies": replies,
        "most": REPLIES_ON_PAPER,
        **answers.part(request, topic, replies),
    }
    return render(request, "board/topic_print.html", context, status=200 if asked else 400)


def _replies(user, topic: Topic, first: int) -> list:
    replies = topic.replies.filter(number__gte=first, number__lt=first + REPLIES_ON_PAPER)
    return with_files(user, replies.for_page().order_by("number"))


@require_safe
@members_only
@limited("take-out")
def topic_zip(request, pk):
    """All files of a topic and of its replies, with the texts; `replies=0` leaves the replies out.

    The register knows who took what.
    """
    topic = _topic(request, pk)
    with_replies = request.GET.get("replies") != "0"
    files = cabinet.files_of(topic) if topic.file_count else []
    size = words.total_of(files) + (bundle.files_of_replies(topic, request.user)[1] if with_replies else 0)
    if size > zips.MOST_BYTES:
        context = {"topic": topic, "size": size, "most": zips.MOST_BYTES, "files": files}
        context["own_size"] = words.total_of(files)
        return render(request, "board/zip_too_large.html", context, status=413)
    register.record(
        by=request.user, verb="board.topic_taken", obj=topic, with_replies=with_replies, size=size
    )
    members = bundle.members_of(topic, request.user, with_replies=with_replies)
    return zips.response(f"掲示板_第{topic.pk}号", members)


@require_safe
@members_only
@limited("take-out")
def topic_xlsx(request):
    """The list as it is filtered and sorted, as a sheet; the register knows who took what."""
    chosen = TopicFilter(request.GET)
    topics = chosen.apply(Topic.objects.listed_for(request.user), request.user)
    response = xlsx_response(
        "掲示板の投稿", rows.HEADER, rows.rows_of(topics), text_columns=rows.TEXT_COLUMNS
    )
    register.record(
        by=request.user, verb="board.topics_exported", obj=None, filter=QueryDict(chosen.query).dict()
    )
    return response


def paper_facts(topic: Topic) -> list[tuple[str, str]]:
    """The facts of its page, before them what the head of the page shows there."""
    facts = facts_of(topic)
    head = [("種類・状態", f"{topic.get_kind_display()}　{topic.state_word}")]
    if "公開範囲" not in dict(facts):
        head.append(("公開範囲", words.readers_of(topic)))
    return [*head, *facts]
