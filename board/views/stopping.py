"""The mails of one topic: wanted or not, on its page, and from a mail without login."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from board import actions
from board.models import Topic, TopicWatch
from board.notices import stopping
from members.decorators import members_only
from members.models import Section, User

SAID = {
    "yes": (True, "この投稿に動きがあるたびに、知らせを受け取ります。"),
    "no": (False, "この投稿の知らせを止めました。"),
    "default": (None, "この投稿の知らせを、お知らせの設定のとおりに戻しました。"),
}


@require_POST
@members_only
def topic_watch(request, pk):
    """受け取る, 止める, or as his settings say."""
    topic = get_object_or_404(Topic.objects.listed_for(request.user), pk=pk)
    if request.POST.get("wanted") not in SAID:
        messages.error(request, "知らせを受け取るか、止めるかを選んでください。")
        return redirect(topic)
    wanted, words = SAID[request.POST["wanted"]]
    actions.set_topic_watch(owner=request.user, by=request.user, topic=topic, wanted=wanted)
    messages.success(request, words)
    return redirect("board:notice-edit" if request.POST.get("back") == "settings" else topic)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def notice_stop(request, pk, who, code):
    """A page with a button: mail scanners press every link, so that GET changes nothing."""
    topic, owners = _named(pk, who, code)
    if topic is None:
        return render(request, "board/notice_stop_unknown.html", status=404)
    if request.method == "POST":
        _keep(topic, owners, None if request.POST.get("resume") else False)
        return redirect(request.path)
    stopped = all(
        TopicWatch.objects.filter(topic=topic, wanted=False, **{_FIELD[kind]: owner}).exists()
        for kind, owner in owners
    )
    return render(request, "board/notice_stop.html", {"number": topic.pk, "stopped": stopped})


@csrf_exempt  # a mail program presses it (RFC 8058): it has no cookie, the code is what it proves itself with
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def notice_stop_one_click(request, pk, who, code):
    topic, owners = _named(pk, who, code)
    if request.method != "POST":  # somebody opened the header's address in a browser
        return redirect("board:notice-stop", pk, who, code)
    if topic is None:
        raise Http404
    _keep(topic, owners, False)
    return HttpResponse(status=204)


_FIELD = {"u": "user", "s": "section"}
_MODEL = {"u": User.objects, "s": Section.objects}


def _named(pk, who, code) -> tuple[Topic | None, list]:
    """The topic and [(u or s, owner)] that a code was made for."""
    keys = stopping.owners_of(pk, who, code)
    topic = Topic.objects.only("pk", "title").filter(pk=pk).first() if keys else None
    owners = [(kind, _MODEL[kind].filter(pk=key).first()) for kind, key in keys]
    return topic, [(kind, owner) for kind, owner in owners if owner is not None]


def _keep(topic, owners, wanted) -> None:
    for _, owner in owners:
        actions.keep_topic_watch(owner=owner, by=None, topic=topic, wanted=wanted)
