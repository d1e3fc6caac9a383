"""One's own sign-up, found by its code without a login: how it stands, change, accept, cancel."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.pages import form_page, outcome_shown
from members.access.rate_limits import too_many_requests
from sign_ups.joining.actions import cancel_sign_up, change_sign_up
from sign_ups.joining.forms import ChangeForm
from sign_ups.own_sign_up.forms import AcceptForm, EnterForm
from sign_ups.sign_ups.codes import plain_code
from sign_ups.sign_ups.guesses import SIGN_UP_CODES
from sign_ups.sign_ups.models import SignUp
from sign_ups.sign_ups.rules import why_not_change
from sign_ups.waiting_list.actions import accept_offer
from sign_ups.waiting_list.panels import queue_of

WRONG = "申込番号が違います。メールに書かれた10文字の番号を入力してください。"


def _find(request, code: str) -> SignUp | None:
    """The sign-up with that code, in its plain form; a wrong one is counted."""
    found = SignUp.objects.select_related("slot").filter(code=code).first()
    if found is None:
        SIGN_UP_CODES.count(request, code)
    return found


def by_code(view):
    """A view of `(request, sign_up)`, open to who has the code; ten wrong ones that begin alike close it."""

    @login_not_required
    @never_cache
    @wraps(view)
    def opened(request, code):
        code = plain_code(code)
        if SIGN_UP_CODES.has_guessed(request, code):
            return too_many_requests(request)
        if not (sign_up := _find(request, code)):
            raise Http404
        return view(request, sign_up)

    return opened


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def enter(request):
    form = EnterForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        code = plain_code(form.cleaned_data["code"])
        if SIGN_UP_CODES.has_guessed(request, code):
            return too_many_requests(request)
        if found := _find(request, code):
            return redirect(found)
        form.add_error("code", WRONG)
    return form_page(request, "sign_ups/own_sign_up/enter.html", form)


@by_code
@require_safe
def sign_up(request, sign_up):
    return _page(request, sign_up)


def _page(request, sign_up: SignUp, *, form=None, status=200):
    chooses = sign_up.state == SignUp.State.OFFERED and sign_up.offered_places < sign_up.size
    has_lapsed = sign_up.offered_until is not None and sign_up.offered_until <= timezone.now()
    context = {
        "sign_up": sign_up,
        "slot": sign_up.slot,
        "row": _row_of(request, sign_up),
        "is_new": "new" in request.GET,
        "may_change": not why_not_change(sign_up),
        "may_cancel": not (sign_up.is_over or sign_up.came or sign_up.slot.has_begun),
        "may_accept": sign_up.state == SignUp.State.OFFERED and not has_lapsed,
        "form": form or (AcceptForm(sign_up=sign_up) if chooses else None),
        "queue": queue_of(sign_up),
    }
    return render(request, "sign_ups/own_sign_up/sign_up.html", context, status=status)


def _row_of(request, sign_up: SignUp):
    """The event or call, where the reader may see it."""
    carrier = sign_up.slot.the_carrier
    return carrier.row_for(request.user, sign_up.slot.carrier_id) if carrier else None


@by_code
@require_POST
def sign_up_accept(request, sign_up):
    people = ()
    if sign_up.offered_places and sign_up.offered_places < sign_up.size:
        form = AcceptForm(request.POST, sign_up=sign_up)
        if not form.is_valid():
            return _page(request, sign_up, form=form, status=400)
        people = form.cleaned_data["people"]
    with outcome_shown(request, "参加が確定しました。"):
        accept_offer(sign_up=sign_up, people=people, by=request.user)
    return redirect(sign_up)


@by_code
@require_http_methods(["GET", "POST"])
def sign_up_change(request, sign_up):
    if why_not_change(sign_up):
        return redirect(sign_up)
    form = ChangeForm(request.POST if request.method == "POST" else None, sign_up=sign_up)
    if request.method == "POST" and form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("telephone", "remark")}
        with outcome_shown(request, "申込の内容を変更しました。"):
            change_sign_up(sign_up=sign_up, names=form.typed_names, by=request.user, **facts)
        return redirect(sign_up)
    return form_page(request, "sign_ups/own_sign_up/sign_up_change.html", form, sign_up=sign_up)


@by_code
@require_http_methods(["GET", "POST"])
def sign_up_cancel(request, sign_up):
    if request.method == "POST":
        with outcome_shown(request, "申込を取り消しました。"):
            cancel_sign_up(sign_up=sign_up, by=request.user)
        return redirect(sign_up)
    if sign_up.is_over or sign_up.came or sign_up.slot.has_begun:
        return redirect(sign_up)
    return render(
        request, "sign_ups/own_sign_up/sign_up_cancel.html", {"sign_up": sign_up, "slot": sign_up.slot}
    )
