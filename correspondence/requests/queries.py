"""A request as its readers find it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404

from common import japanese_calendar
from common.compiled_queries.compiled import compiled
from common.pagination import MAX_ROWS
from members.access.viewers import viewer_of
from members.users.queries import without_contact


def visible_request(request, model, pk, *, drafts=False):
    """The row with its owner; 404 for who may not see it, and, unless `drafts` are asked for, for those."""
    found = _visible.first(viewer_of(request.user), model, drafts, pk=pk)
    if found is None:
        raise Http404
    return found


@compiled
def _visible(viewer, request_model, drafts: bool, *, pk):
    rows = request_model.objects
    rows = rows.select_related("saved_by") if drafts else rows.sent()
    rows = rows.visible_to(viewer).select_related("organization__local_government", "section")
    return rows.filter(pk=pk)


def number_waiting_for(user, model) -> int:
    """How many of them their organisation still has to answer."""
    return _waiting.listing(viewer_of(user), model).count(MAX_ROWS)


@compiled
def _waiting(viewer, request_model):
    return request_model.objects.waiting_for(viewer)


def number_of_drafts(user, model) -> int:
    """How many their organisation has not sent yet."""
    return _drafts.listing(viewer_of(user), model).count(MAX_ROWS)


@compiled
def _drafts(viewer, request_model):
    return request_model.objects.drafts_of(viewer)


def own_request(request, model, pk):
    """What the user's own organisation asks, sent or not; 404 for everybody else, also the secretariat."""
    if not request.user.acts_for_section:
        raise Http404
    rows = model.objects.filter(organization=request.user.organization)
    return get_object_or_404(
        rows.select_related("organization__local_government", "section", "saved_by"), pk=pk
    )


def days_left(item) -> int | None:
    """Working days (開庁日) until the due date; None where nothing is waited for or it has passed."""
    if not item.is_open or item.is_overdue:
        return None
    return japanese_calendar.working_days_between(japanese_calendar.today(), item.answer_due)


MAX_NAMED = 5  # organisations that a sentence names


def without_contact_sentence(item, organizations=None) -> str:
    """To whom of those who are asked no mail is sent; "" where all can be reached."""
    if organizations is None:
        organizations = item.answers.of_those_here().values("organization")
    names = [one.full_name for one in without_contact(organizations)]
    if not names:
        return ""
    more = f"、ほか{len(names) - MAX_NAMED}{item.WORDS.asked}" if len(names) > MAX_NAMED else ""
    return (
        f"連絡先なしの{len(names):,}{item.WORDS.asked}（{'、'.join(names[:MAX_NAMED])}{more}）にはメールが届きません。"
        "電話などで知らせてください。聞き取った回答は、代わりに入力できます。"
    )


def warn_without_contact(request, item, organizations=None) -> None:
    """Beside each 「メールで知らせます」: whom it does not reach."""
    if sentence := without_contact_sentence(item, organizations):
        messages.warning(request, sentence)
