from board.models.audience import Audience
from board.models.delivery import Delivery
from board.models.marks import Assignment, Bookmark, Mention, TopicReading
from board.models.pamphlet import PamphletRequest
from board.models.reading import NoticePreference, ReadingFloor, ReadMark
from board.models.reply import Reply
from board.models.step import TopicStep
from board.models.topic import Topic
from board.models.version import Version
from board.models.ward_answer import WardAnswer
from board.models.ward_rule import AnswerPlace, WardClosure, WardPlace, WardQuestion, WardRule

__all__ = [
    "AnswerPlace",
    "Assignment",
    "Audience",
    "Bookmark",
    "Delivery",
    "Mention",
    "NoticePreference",
    "PamphletRequest",
    "ReadMark",
    "ReadingFloor",
    "Reply",
    "Topic",
    "TopicReading",
    "TopicStep",
    "Version",
    "WardAnswer",
    "WardClosure",
    "WardPlace",
    "WardQuestion",
    "WardRule",
]
