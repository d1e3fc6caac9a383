from common.compiled_queries.compiled import compiled
from pamphlets.ward_questions.models import WardQuestion


@compiled
def questions_of_request(*, pamphlet):
    """What all wards asked back about a request, with their names."""
    return _with_names().filter(answer__pamphlet=pamphlet)


@compiled
def questions_of_answer(*, answer):
    """What one ward asked back."""
    return _with_names().filter(answer=answer)


def _with_names():
    return WardQuestion.objects.select_related("answer__organization")
