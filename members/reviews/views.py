"""The secretariat's queue of what organisations changed (変更の確認)."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from common.formats import select_options
from common.pagination import paginate, state_tabs
from members.access.decorators import secretariat_only
from members.local_governments.prefectures import CODE_OF, NAME_OF
from members.organizations.models import Organization
from members.reviews import actions, audit_lines
from members.reviews.models import Review

PER_PAGE = 20
STATES = (("", "確認待ち"), ("seen", "確認済み"))
KINDS = tuple(Organization.Kind.choices)


@secretariat_only
@require_safe
def review_list(request):
    seen = request.GET.get("state") == "seen"
    asked = {"prefecture": _prefecture(request.GET), "kind": _kind(request.GET)}
    reviews = _narrowed(Review.objects.visible_to(request.user), asked)
    waiting, done = reviews.waiting(), reviews.seen()
    page = paginate(
        (done if seen else waiting).select_related("entry", "organization__local_government", "seen_by"),
        request,
        per_page=PER_PAGE,
    )
    context = {
        "page": page,
        "rows": [(review, audit_lines.audit_line_of(review.entry)) for review in page],
        "seen": seen,
        "tabs": state_tabs(STATES, "seen" if seen else "", {"": waiting.count()}, query=asked),
        "query": urlencode({name: value for name, value in asked.items() if value}),
        "prefecture_options": select_options(tuple(NAME_OF.items()), asked["prefecture"]),
        "kind_options": select_options(KINDS, asked["kind"]),
        "is_narrowed": any(asked.values()),
    }
    return render(request, "members/reviews/review_list.html", context)


@secretariat_only
@require_POST
def review_mark_seen(request):
    """確認しました: the ticked rows, the one whose own button was pressed, or all that stood on the page."""
    chosen = request.POST.getlist("only")
    chosen = chosen or request.POST.getlist("shown" if "all" in request.POST else "review")
    reviews = {int(pk) for pk in chosen[:PER_PAGE] if pk.isascii() and pk.isdigit() and len(pk) < 19}
    if not reviews:
        messages.error(
            request, "確認した変更に印を付けてから、「印を付けた変更を確認しました」を押してください。"
        )
    else:
        _say(request, marked=actions.mark_reviews_seen(reviews=reviews, by=request.user), asked=len(reviews))
    return redirect(_url({"prefecture": _prefecture(request.GET), "kind": _kind(request.GET)}))


def _say(request, *, marked: int, asked: int) -> None:
    if marked:
        messages.success(request, f"{marked}件の変更を確認済みにしました。")
    if marked < asked:
        messages.warning(request, f"{asked - marked}件は、ほかの人が先に確認していました。")


def _narrowed(reviews, asked):
    if asked["prefecture"]:
        reviews = reviews.filter(organization__prefecture=NAME_OF[asked["prefecture"]])
    if asked["kind"]:
        reviews = reviews.filter(organization__kind=asked["kind"])
    return reviews


def _prefecture(query) -> str:
    asked = query.get("prefecture", "")
    return asked if asked in NAME_OF else CODE_OF.get(asked, "")


def _kind(query) -> str:
    asked = query.get("kind", "")
    return asked if asked in dict(KINDS) else ""


def _url(asked: dict[str, str]) -> str:
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{reverse('members:review-list')}{'?' if query else ''}{query}"
