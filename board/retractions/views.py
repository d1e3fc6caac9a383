"""Pages on which a post or a version is taken back (its organisation) or purged (the secretariat)."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from board.archives.models import Archive
from board.replies.models import Reply
from board.replies.views import post_views
from board.retractions import actions, rules
from board.topics.models import Topic
from board.topics.views import posted_or_resumed
from board.versions.models import Version
from board.versions.rules import can_purge_version, can_retract_version
from common.japanese_calendar import wareki_time
from common.retractions.forms import ReasonForm, RetractVersionForm
from common.retractions.views import reason_page
from members.access.decorators import members_only
from members.access.resume_after_login import resumes_after_login

READERS_TOLD = "返信した人、読んだ人、メールで知らせた宛先に、撤回したことをメールで知らせます。"
NAMED = "日時、団体名と氏名、理由は表示されます。理由は、そのまま読む人に届きます。"
RETRACTED = "撤回しました。読んだ方にはメールで知らせます。"
PURGED = "完全に削除しました。読んだ方にはメールで知らせます。"
PURGE_SENTENCES = [
    "本文、添付ファイル、以前の版、検索の索引、送信メールの本文、記録簿の変更内容を消します。元には戻せません。",
    "ほかの団体が返信に引用した文と、手元に保存された紙やファイルは消えません。",
    "サーバーのバックアップには、その保存期間の間、残ります。",
    READERS_TOLD,
]


def _retract_post(request, post: Topic | Reply, word: str):
    if not rules.can_retract_post(request.user, post):
        raise PermissionDenied
    return reason_page(
        request,
        title=f"{word}を撤回する",
        what=str(post),
        sentences=["貴団体と事務局のほかには読めなくなります。", NAMED, READERS_TOLD],
        back=post.get_absolute_url(),
        act=partial(actions.retract_post, post=post, by=request.user),
        done=RETRACTED,
        form=ReasonForm(posted_or_resumed(request)),
    )


def _purge_post(request, post: Topic | Reply, word: str):
    if not rules.can_purge_post(request.user, post):
        raise PermissionDenied
    act = partial(actions.purge_post, post=post, by=request.user)
    return _purge(request, post, f"{word}を完全に削除する", act, post.get_absolute_url())


topic_retract, reply_retract = post_views(_retract_post)
topic_purge, reply_purge = post_views(_purge_post)


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def version_retract(request, pk):
    version = _visible_version(request, pk)
    if not can_retract_version(request.user, version):
        raise PermissionDenied
    return reason_page(
        request,
        title="以前の版を撤回する",
        what=_name_of(version),
        sentences=["この版の内容は、貴団体の方を含めてだれにも表示されなくなります。", NAMED, READERS_TOLD],
        back=_history_of(version),
        act=partial(actions.retract_version, version=version, by=request.user),
        done=RETRACTED,
        form=RetractVersionForm(posted_or_resumed(request)),
    )


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def version_purge(request, pk):
    version = _visible_version(request, pk)
    if not can_purge_version(request.user, version):
        raise PermissionDenied
    act = partial(actions.purge_version, version=version, by=request.user)
    return _purge(request, version, "以前の版を完全に削除する", act, _history_of(version))


def _visible_version(request, pk: int) -> Version:
    versions = Version.objects.visible_to(request.user).select_related("topic", "reply__topic")
    return get_object_or_404(versions, pk=pk)


def _name_of(version: Version) -> str:
    return f"{version.post} {version.name}"


def _history_of(version: Version) -> str:
    if version.reply_id:
        return reverse("board:reply-history", args=[version.reply_id])
    return reverse("board:topic-history", args=[version.topic_id])


def _purge(request, row, title: str, act, back: str):
    """Archives that may hold it too are named: the secretariat decides about them."""
    names = [wareki_time(archive.requested_at) for archive in Archive.objects.filter(state="ready")]
    held = [f"掲示板の保存用一式（{'、'.join(names)}に作成）にも残っていることがあります。"] if names else []
    return reason_page(
        request,
        title=title,
        what=_name_of(row) if isinstance(row, Version) else str(row),
        sentences=[*PURGE_SENTENCES, *held],
        back=back,
        act=act,
        done=PURGED,
        form=ReasonForm(posted_or_resumed(request)),
    )
