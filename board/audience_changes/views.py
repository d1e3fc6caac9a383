from itertools import groupby

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from board.audience_changes import actions, rules
from board.audience_changes.forms import AudienceForm
from board.topics.audience import Audience
from board.topics.models import Topic
from board.topics.queries import audience_annotations, organizations_in_audience
from board.topics.views import posted_or_resumed, visible_topic
from common.pages import form_status, say_ignored
from common.refusals import StaleVersion
from common.search.kana import in_kana_order
from members.access.decorators import members_only
from members.access.resume_after_login import resumes_after_login
from members.local_governments.prefectures import in_prefecture_order


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def topic_audience(request, pk):
    """Who may read it, for everybody who may; its organisation changes it here."""
    topic = visible_topic(request, pk, **audience_annotations())
    if topic.is_draft:
        return redirect("board:topic-edit", pk=pk)
    may = rules.can_change_audience(request.user, topic)
    if request.method == "POST" and not may:
        raise PermissionDenied
    form = AudienceForm(posted_or_resumed(request), topic=topic) if may else None
    if request.method == "POST" and form.is_valid() and _change(request, topic, form):
        return redirect(topic)
    chosen = topic.audience == Audience.CHOSEN
    context = {
        "topic": topic,
        "form": form,
        "groups": _by_prefecture(topic) if chosen else [],
        "count": topic.audience_count if chosen else organizations_in_audience(topic).count(),
    }
    template = "board/audience_changes/topic_audience.html"
    return render(request, template, context, status=form_status(request, form))


def _change(request, topic: Topic, form: AudienceForm) -> bool:
    """Whether it was changed; else the form names the organisations that replied and would lose access."""
    typed = form.cleaned_data
    try:
        actions.change_audience(
            topic=topic,
            by=request.user,
            audience=typed["audience"],
            organizations=typed["audience_organizations"],
            losing_access=typed.get("losing_access", ()),
            version=typed["version"],
        )
    except StaleVersion as stale:
        form.refuse_stale(Topic.objects.get(pk=stale.row.pk))
        return False
    except actions.RepliersWouldLoseAccess as cuts:
        form.require_confirmation(cuts.organizations)
        return False
    messages.success(request, "公開範囲を保存しました。")
    say_ignored(request, form)
    return True


def _by_prefecture(topic: Topic) -> list[tuple[str, list[str]]]:
    """The chosen organisations as (prefecture, names): even a thousand of them stay readable."""
    rows = topic.audience_organizations.order_by(
        in_prefecture_order(), "local_government__code", *in_kana_order("name_kana")
    )
    found = rows.values_list("prefecture", "name")
    return [
        (prefecture or "その他", [name for _, name in names])
        for prefecture, names in groupby(found, key=lambda row: row[0])
    ]
