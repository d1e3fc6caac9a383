"""What the asking side finds on the inquiry's page: how far the answers are, and the way to the results."""

from correspondence.requests.rules import sees_all_answers
from inquiries.progress.queries import progress_of
from inquiries.reminders.rules import can_see_late
from inquiries.results import rules


def of_list(request) -> dict:
    """What the list offers to those who ask."""
    return {"sees_late": can_see_late(request.user)}


def of_page(request, page: dict, returned: dict) -> dict:
    """Context of `results/_results.html`; `page` is the context so far, `returned` forms with errors."""
    user, inquiry = request.user, page["inquiry"]
    if not rules.can_see_counts(user, inquiry):
        return {}
    return {
        "progress": progress_of(inquiry),
        "sees_answers": rules.can_see_answers(user, inquiry),
        "sees_all": sees_all_answers(user, inquiry),
        "sees_late": can_see_late(user),
    }
