"""What a purge of a pamphlet request, or of a ward's answer to it, empties."""

from common.prepared_files.actions import erase_prepared_files
from common.retractions.models import ERASED
from correspondence.retractions.actions import erase_answer, erase_request, register_request_erasers
from pamphlets.answer_changes.models import AnswerChange
from pamphlets.answers.models import WardAnswer
from pamphlets.deliveries.models import Delivery
from pamphlets.requests.models import PamphletRequest
from pamphlets.shipping_papers.models import ShippingPaper
from pamphlets.steps.models import PamphletStep
from pamphlets.ward_questions.models import WardQuestion


def _erase_pamphlet(pamphlet: PamphletRequest) -> list:
    pamphlet.size = ""
    return [*erase_request(pamphlet), *_papers(pamphlet)]


def _erase_answer(answer: WardAnswer) -> list:
    answer.remark = ERASED if answer.remark else ""
    answer.delegated_note = ""
    answer.save()
    changes, questions = (
        AnswerChange.objects.filter(answer=answer),
        WardQuestion.objects.filter(answer=answer),
    )
    changes.update(reason=ERASED, decided_note="")
    questions.update(text=ERASED)
    questions.exclude(reply="").update(reply=ERASED)
    Delivery.objects.filter(answer=answer).update(remark="")
    return [*erase_answer(answer), *changes, *questions, *_papers(answer.pamphlet)]


def _papers(pamphlet: PamphletRequest) -> list:
    """PDFs of it: they hold its text and the answers'."""
    return erase_prepared_files(ShippingPaper.objects.filter(pamphlet=pamphlet))


def register_erasers() -> None:
    register_request_erasers(
        PamphletStep, PamphletRequest, WardAnswer, request=_erase_pamphlet, answer=_erase_answer
    )
