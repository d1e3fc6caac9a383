"""Those who were asked and whom no mail reaches, on the page of the request."""

from common.pagination import MAX_ROWS
from correspondence.answers.queries import without_contact
from correspondence.answers.rules import can_enter_for_others
from correspondence.requests.rules import sees_all_answers

MAX_SHOWN = 50


def of_page(user, item) -> dict:
    """Context of `correspondence/answers_on_behalf/without_contact.html`."""
    if not item.is_open or not sees_all_answers(user, item):
        return {}
    answers = without_contact.listing(item.answers.model, item=item.pk)
    shown = answers.window(0, MAX_SHOWN + 1, by_keys=False)
    return {
        "without_contact": shown[:MAX_SHOWN],
        "without_contact_count": answers.count(MAX_ROWS) if len(shown) > MAX_SHOWN else len(shown),
        "may_enter": can_enter_for_others(user, item),
        "on_behalf_url": f"{item.ROOM}:answer-on-behalf",
    }
