"""Why a topic takes no more replies and no more changes, in the words that its page says."""

from board.models import Topic


def why_closed(topic: Topic) -> str:
    """A sentence, or "" where the topic is open."""
    if topic.is_hidden:
        return "非表示の投稿には返信できません。"
    if topic.merged_into_id:
        return f"第{topic.merged_into_id}号に統合されたため、返信できません。統合先に返信してください。"
    if topic.is_locked:
        return f"事務局が書込みを止めています。理由：{topic.locked_reason}"
    if topic.state == Topic.State.CLOSED:
        return "受付を終了したため、返信できません。"
    return ""
