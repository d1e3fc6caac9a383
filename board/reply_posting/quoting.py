"""「引用して返信」: the reply form filled with what it answers."""

from board.replies import quotes
from board.topics.models import Topic
from board.topics.numbers import parse_topic_number
from common.text import quoted

MAX_LINES = 20
MAX_CHARACTERS = 1_000
OWN_TEXT = "0"  # of the topic itself


def initial_from_quote(topic: Topic, asked: str) -> dict:
    """Initial values of the reply form; a hidden reply, or none, is not quoted."""
    if asked == OWN_TEXT:
        return {"body": _quote(topic.body)}
    number = parse_topic_number(asked)
    if not number or number > topic.reply_count:
        return {}
    replies = topic.replies.filter(number=number, hidden_at=None).with_quoted()
    reply = replies.only("number", "body").first()
    # what is hidden is quoted by nobody, not even by its writer
    return {"body": _quote(quotes.readable_text(reply)), "quoted": reply.number} if reply else {}


def _quote(text: str) -> str:
    return quoted(text, lines=MAX_LINES, characters=MAX_CHARACTERS) + "\n\n"
