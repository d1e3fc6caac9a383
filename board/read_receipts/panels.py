"""How many organisations have read a topic (既読); opening its page counts as reading."""

from board.read_receipts import actions, rules
from board.read_receipts.queries import read_receipt_annotations as annotations  # noqa: F401


def context(request, topic, replies: list) -> dict:
    leaves_receipt = rules.leaves_read_receipt(request.user, topic)
    if leaves_receipt and not topic.read_by_us:
        topic.read_count += actions.record_read_receipt(topic, request.user)
    return {
        "may_see_receipts": rules.can_see_read_receipts(request.user, topic),
        "leaves_receipt": leaves_receipt,
    }
