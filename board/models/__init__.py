from board.models.pamphlet import PamphletRequest, WardAnswer
from board.models.reading import NoticePreference, ReadingFloor, ReadMark
from board.models.reply import Reply
from board.models.topic import Topic

__all__ = [
    "NoticePreference",
    "PamphletRequest",
    "ReadMark",
    "ReadingFloor",
    "Reply",
    "Topic",
    "WardAnswer",
]
