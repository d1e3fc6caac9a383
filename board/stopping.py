"""Why a topic takes no more replies and no more changes, in the words that its page says."""

from board.models import Topic


def why_closed(topic: Topic, act: str = "返信") -> str:
    """Why he cannot do this now (返信, 編集), in a sentence; "" where the topic is open."""
    if topic.is_hidden:
        return f"非表示になっているため、{act}できません。"
    if topic.merged_into_id:
        return f"第{topic.merged_into_id}号に統合されたため、{act}できません。統合先を見てください。"
    if topic.is_locked:
        return f"事務局が書込みを止めています。理由：{topic.locked_reason}"
    if topic.state == Topic.State.CLOSED:
        why = "締切日を過ぎて" if topic.is_expired else ""
        return f"{why}受付を終了したため、{act}できません。"
    return ""
