"""The form on which a ward answers a request."""

from board.actions.ward_answer import places_of
from board.forms.ward_answer import AnswerForm
from board.models import WardRule


def answer_form(request, pamphlet, data=None) -> AnswerForm:
    """The form of the person's ward, with its places and its own limit."""
    ward = request.user.organization
    limit = WardRule.objects.filter(ward=ward).values_list("limit", flat=True).first()
    return AnswerForm(data, pamphlet=pamphlet, places=places_of(ward), limit=limit)
