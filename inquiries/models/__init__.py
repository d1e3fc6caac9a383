from inquiries.models.answer import AnswerValue, InquiryAnswer
from inquiries.models.inquiry import Inquiry
from inquiries.models.question import Question
from inquiries.models.step import InquiryReminder, InquiryStep

__all__ = ["AnswerValue", "Inquiry", "InquiryAnswer", "InquiryReminder", "InquiryStep", "Question"]
