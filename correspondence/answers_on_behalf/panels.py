"""Those who were asked and whom no mail reaches, on the page of the request."""

from correspondence.answers.rules import can_enter_for_others
from correspondence.requests.rules import sees_all_answers

MAX_SHOWN = 50


def of_page(user, item) -> dict:
    """Context of `correspondence/answers_on_behalf/without_contact.html`."""
    if not item.is_open or not sees_all_answers(user, item):
        return {}
    answers = item.answers.without_contact().select_related("organization__local_government").in_order()
    shown = list(answers[: MAX_SHOWN + 1])
    return {
        "without_contact": shown[:MAX_SHOWN],
        "without_contact_count": answers.count() if len(shown) > MAX_SHOWN else len(shown),
        "may_enter": can_enter_for_others(user, item),
        "on_behalf_url": f"{item.ROOM}:answer-on-behalf",
    }
