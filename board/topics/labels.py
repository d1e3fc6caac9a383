"""Words about topics that several subjects say."""

from django.utils.text import Truncator

from board.topics.models import Topic
from common.work_items import due_with_days

SEARCH_LABEL = "掲示板"
LONG = 20  # replies from which a topic has 要点
MAX_ASKED = 60  # characters of what a proposal seeks
POSTING_STEPS = ["入力", "確認", "投稿"]


def with_earlier_name(post) -> str:
    """The organisation of a topic or reply, with its name at that time where that was another."""
    name = post.organization.full_name
    return f"{name}（投稿時: {post.earlier_name}）" if post.earlier_name else name


def deadline_name(topic: Topic) -> str:
    return "申込期限" if topic.kind == Topic.Kind.CALL else "返信期限"


def sought_in_short(topic: Topic) -> str:
    """What a proposal seeks, in one line."""
    return Truncator("、".join(topic.seek.split("\n"))).chars(MAX_ASKED)


def key_point_of(topic: Topic) -> str:
    """要点 of a long topic in one line: how it stands, what is asked of whom, until when."""
    if topic.reply_count < LONG:
        return ""
    words = [topic.state_label]
    if topic.kind == Topic.Kind.PROPOSAL and (sought := sought_in_short(topic)):
        words.append(f"{'すべての区' if topic.all_wards else '希望する区'}に求めること：{sought}")
    if topic.is_open and topic.deadline:
        words.append(f"{deadline_name(topic)} {due_with_days(topic.deadline)}")
    return "、".join(words)
