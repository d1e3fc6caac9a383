"""What a purge of an inquiry, or of an answer to it, empties."""

from common.prepared_files.actions import erase_prepared_files
from common.retractions.models import ERASED
from correspondence.retractions.actions import (
    erase_answer,
    erase_request,
    erase_values,
    register_request_erasers,
)
from inquiries.answers.models import InquiryAnswer
from inquiries.file_exports.models import FileExport
from inquiries.inquiries.models import Inquiry
from inquiries.steps.models import InquiryStep


def _erase_inquiry(inquiry: Inquiry) -> list:
    inquiry.questions.update(label=ERASED, help_text="")
    return [*erase_request(inquiry), *_zips(inquiry)]


def _erase_answer(answer: InquiryAnswer) -> list:
    erase_values(answer.values.all())
    answer.remark = answer.delegated_note = ""
    answer.save()
    return [*erase_answer(answer), *_zips(answer.inquiry)]


def _zips(inquiry: Inquiry) -> list:
    """They hold its title and the files of the answers."""
    return erase_prepared_files(FileExport.objects.filter(inquiry=inquiry))


def register_erasers() -> None:
    register_request_erasers(
        InquiryStep, Inquiry, InquiryAnswer, request=_erase_inquiry, answer=_erase_answer
    )
