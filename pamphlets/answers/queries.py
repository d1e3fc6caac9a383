from common.compiled_queries.compiled import compiled
from pamphlets.answers.models import WardAnswer
from pamphlets.requests.models import OWED
from pamphlets.ward_rules.models import WardPlace, WardRule


def waiting_answers(user):
    """What the person's ward still owes, the earliest due date first; what it asked about waits below."""
    return answers_of(user).filter(state__in=OWED, pamphlet__state="open")


def answers_of(user):
    """All that the person's ward was asked, with the requests, in the order of `waiting_answers`."""
    own = WardAnswer.objects.filter(organization=user.organization)
    return own.select_related("pamphlet__organization__local_government").order_by(
        "-state", "pamphlet__answer_due", "pk"
    )


def open_places_of(ward) -> list[WardPlace]:
    return _open_places(ward=ward.pk)


@compiled
def _open_places(*, ward):
    return WardPlace.objects.open().filter(ward=ward)


def limit_of(ward) -> int | None:
    """How many copies of one request the ward takes by its own rules."""
    return _limit.first(ward=ward.pk)


@compiled
def _limit(*, ward):
    return WardRule.objects.filter(ward=ward).values_list("limit", flat=True)


def answers_by_code(pamphlet):
    rows = WardAnswer.objects.filter(pamphlet=pamphlet).select_related(
        "organization__local_government", "answered_section", "delegated_section", "delegated_to", "delivery"
    )
    return rows.order_by("organization__local_government__code", "organization")


@compiled
def answers_of_request(*, pamphlet):
    """As `answers_by_code`, with the places and the proposed changes of each."""
    return answers_by_code(pamphlet).prefetch_related("shares", "changes")


def own_answer(user, pamphlet):
    if not user.is_special_ward:
        return None
    return pamphlet.answers.select_related("delivery").filter(organization=user.organization).first()
