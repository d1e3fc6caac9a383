"""Pages on which a line of a history is taken back, and lines, requests and answers are purged."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from common.retractions.forms import ReasonForm
from common.retractions.views import reason_page
from correspondence.requests.queries import visible_request
from correspondence.requests.rules import sees_all_answers
from correspondence.retractions import actions, rules
from members.access.decorators import members_only
from members.access.resume_after_login import resumes_after_login, typed_data

TOLD = "読んだ団体の担当部署に、メールで知らせます。"
NAMED = "日時、団体名と氏名、理由は表示されます。理由は、そのまま読む人に届きます。"
PURGE_SENTENCES = [
    "文章、添付ファイル、経過の変更内容、検索の索引、送信メールの本文、記録簿の内容を消します。元には戻せません。",
    "手元に保存された紙やファイルは消えません。サーバーのバックアップには、その保存期間の間、残ります。",
    TOLD,
]


def views_of(model) -> tuple:
    """Of a room: its request purged, an answer purged, a line of a history taken back, and purged."""

    def view(show):
        @resumes_after_login
        @require_http_methods(["GET", "POST"])
        @members_only
        def shown(request, pk, **part):
            return show(request, visible_request(request, model, pk), **part)

        return shown

    return tuple(map(view, (purge_request_view, purge_answer_view, retract_step_view, purge_step_view)))


def visible_step(user, item, pk: int):
    """A line of the history that the user is shown somewhere; else 404."""
    steps = item.steps.shown_to(user)
    if sees_all_answers(user, item):
        model = item.steps.model
        steps = steps | item.steps.filter(answer__isnull=False).exclude(kind__in=model.INSIDE)
    return get_object_or_404(steps.select_related("answer__organization"), pk=pk)


def retract_step_view(request, item, step_pk: int):
    step = visible_step(request.user, item, step_pk)
    if not rules.can_retract_step(request.user, step):
        raise PermissionDenied
    return reason_page(
        request,
        title="経過の記録を撤回する",
        what=f"{item.number_name} {step.get_kind_display()}",
        sentences=[
            "この記録の変更内容と連絡は、だれにも表示されなくなります。いまの内容は変わりません。",
            NAMED,
            TOLD,
        ],
        back=item.get_absolute_url(),
        act=partial(actions.retract_step, step=step, by=request.user),
        done="撤回しました。読んだ団体にはメールで知らせます。",
        form=ReasonForm(typed_data(request)),
    )


def purge_step_view(request, item, step_pk: int):
    step = visible_step(request.user, item, step_pk)
    if not rules.can_purge_step(request.user, step):
        raise PermissionDenied
    what = f"{item.number_name} {step.get_kind_display()}"
    act = partial(actions.purge_step, step=step, by=request.user)
    return _purge(request, item, "経過の記録を完全に削除する", what, act)


def purge_request_view(request, item):
    if not rules.can_purge(request.user, item):
        raise PermissionDenied
    act = partial(actions.purge_request, item=item, by=request.user)
    return _purge(request, item, f"{item.WORDS.noun}の内容を完全に削除する", item.number_name, act)


def purge_answer_view(request, item, answer_pk: int):
    answer = get_object_or_404(item.answers.select_related("organization"), pk=answer_pk)
    setattr(answer, answer.PARENT, item)
    if not rules.can_purge(request.user, item):
        raise PermissionDenied
    what = f"{answer.item.number_name} {answer.organization.full_name}の回答"
    act = partial(actions.purge_answer, answer=answer, by=request.user)
    return _purge(request, answer.item, "回答の内容を完全に削除する", what, act)


def _purge(request, item, title: str, what: str, act):
    return reason_page(
        request,
        title=title,
        what=what,
        sentences=PURGE_SENTENCES,
        back=item.get_absolute_url(),
        act=act,
        done="完全に削除しました。読んだ団体にはメールで知らせます。",
        form=ReasonForm(typed_data(request)),
    )
