from board.models.answer_change import AnswerChange
from board.models.archive import Archive
from board.models.asking_rule import AskingRule
from board.models.audience import Audience
from board.models.delivery import Delivery
from board.models.link_card import LinkCard
from board.models.marks import Assignment, Bookmark, Mention, TopicReading
from board.models.notice_line import NoticeLine
from board.models.order import HeldPost, Report, WatchedWord
from board.models.pamphlet import PamphletRequest
from board.models.pamphlet_step import PamphletStep
from board.models.reading import ReadingFloor, ReadMark
from board.models.reply import Reply
from board.models.saved_filter import SavedFilter
from board.models.step import TopicStep
from board.models.topic import Topic
from board.models.version import Version
from board.models.ward_answer import WardAnswer
from board.models.ward_letter import WardLetter, WardReminder
from board.models.ward_rule import AnswerPlace, WardClosure, WardPlace, WardQuestion, WardRule
from board.models.watch import NoticeRhythm, TopicWatch, Watch
from board.models.writing import Writing

__all__ = [
    "AnswerChange",
    "AnswerPlace",
    "Archive",
    "AskingRule",
    "Assignment",
    "Audience",
    "Bookmark",
    "Delivery",
    "HeldPost",
    "LinkCard",
    "Mention",
    "NoticeLine",
    "NoticeRhythm",
    "PamphletRequest",
    "PamphletStep",
    "ReadMark",
    "ReadingFloor",
    "Reply",
    "Report",
    "SavedFilter",
    "Topic",
    "TopicReading",
    "TopicStep",
    "TopicWatch",
    "Version",
    "WardAnswer",
    "WardClosure",
    "WardLetter",
    "WardPlace",
    "WardQuestion",
    "WardReminder",
    "WardRule",
    "Watch",
    "WatchedWord",
    "Writing",
]
