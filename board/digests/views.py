"""The page of a digest's link: how often digests come, or not at all; without login."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from board.digests import actions
from board.digests.forms import DigestForm
from board.subscriptions.queries import Owner, subscription_of
from board.subscriptions.unsubscribe_links import DIGEST, owners_of_code
from common.pages import form_page


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def digest_edit(request, who, code):
    """How often digests come to the address of a mail, or not at all; GET changes nothing here either."""
    owners = owners_of_code(DIGEST, who, code)
    if not owners:
        return render(request, "board/subscriptions/unsubscribe_unknown.html", status=404)
    posted = request.POST if request.method == "POST" else None
    form = DigestForm(posted, initial={"rhythm": _rhythm_of(owners[0])})
    if request.method == "POST" and form.is_valid():
        for owner in owners:
            _save_digest(owner, form.cleaned_data["rhythm"])
        messages.success(request, "届き方を保存しました。")
        return redirect(request.path)
    return form_page(request, "board/digests/digest_edit.html", form)


@csrf_exempt  # a mail program sends it (RFC 8058): the code is its proof
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def digest_one_click(request, who, code):
    if request.method != "POST":
        return redirect("board:digest-edit", who, code)
    owners = owners_of_code(DIGEST, who, code)
    if not owners:
        raise Http404
    for owner in owners:
        actions.stop_digest(owner=owner)
    return HttpResponse(status=204)


def _rhythm_of(owner: Owner) -> str:
    subscription = subscription_of(owner)
    stopped = not (subscription.has_digest or subscription.has_new_topics)
    return DigestForm.STOP if stopped else subscription.rhythm


def _save_digest(owner: Owner, chosen: str) -> None:
    if chosen == DigestForm.STOP:
        actions.stop_digest(owner=owner)
    else:
        actions.set_digest_rhythm(owner=owner, rhythm=chosen)
