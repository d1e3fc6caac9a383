"""The addresses of the answers, and those that everybody concerned reads: see refusal_line.py."""

from inquiries.answers.actions import propose_answer
from tests.inquiries.refusal_line import Line

# address                    reader officer colleague stranger ward secretariat
LINES = {
    "inquiry-list": Line("nothing", "200 200 200 200 200 200"),
    "inquiry-detail": Line("inquiry", "200 200 200 404 200 200"),
    "inquiry-print": Line("inquiry", "200 200 200 404 200 200"),
    # an empty form: 400 says that they may
    "inquiry-answer": Line("inquiry", "403 400 400 404 403 403", {}),
    "inquiry-answer-none": Line("inquiry", "403 409 409 404 403 403", {}),
    "answer-delegate": Line("inquiry", "403 400 400 404 403 403", {}),
    "answer-return": Line("proposed", "403 400 403 404 403 403", {}),
}


def proposed(world):
    inquiry = world.inquiry(needs_representative=True)
    answer = inquiry.answers.get()
    propose_answer(answer=answer, by=world.cast["colleague"], version=1, state="none")
    return inquiry


SUBJECTS = {"inquiry": lambda world: world.inquiry(), "proposed": proposed}
