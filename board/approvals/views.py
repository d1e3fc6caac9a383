"""The setting of approval; its buttons stand on the page of the draft (board/publication)."""

from board.topics.rules import can_post_topic
from correspondence.requests.words import Words
from correspondence.sending.views import approval_rule_view


class Posts:
    """What the board says of itself for the setting that requests have too."""

    ROOM, NAME = "board", "topic"
    WORDS = Words(noun="掲示板の投稿", numbered="掲示板", asker="投稿した団体", asked="団体")
    may_ask = staticmethod(can_post_topic)


approval_rule_edit = approval_rule_view(Posts, "approvals")
