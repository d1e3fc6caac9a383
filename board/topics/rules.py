"""Who may do what with topics."""

from board.topics.models import Topic

STANDS_STILL = "団体内の承認を待っているか、承認されて予約の日時を待っているため、{act}できません。"


def works_for(user, organization_id) -> bool:
    """Whether the user is an officer of this member."""
    return user.is_member and user.acts_for_section and user.section.organization_id == organization_id


def can_post_topic(user) -> bool:
    """Every officer of a member organisation posts in the name of their section; a reader (閲覧) does not."""
    return user.is_member and user.acts_for_section


def can_edit_topic(user, topic) -> bool:
    """The organisation owns a topic: any of its officers edits a draft or an open topic.

    While a draft waits for approval, or for its time after it, nobody does.
    """
    if not works_for(user, topic.organization_id):
        return False
    return not topic.stands_still if topic.is_draft else topic.is_open


def blocked_reason(topic: Topic, act: str = "返信") -> str:
    """Why this cannot be done now (返信, 編集), in a sentence; "" where the topic is open."""
    if topic.is_draft and topic.stands_still:
        way = "「下書きに戻す」か「予約を取り消す」を押すと"
        return f"{STANDS_STILL.format(act=act)}{way}、また{act}できます。"
    if topic.is_hidden:
        return f"非表示になっているため、{act}できません。"
    if topic.merged_into_id:
        return f"第{topic.merged_into_id}号に統合されたため、{act}できません。統合先を見てください。"
    if topic.is_locked:
        return f"事務局が書込みを止めています。理由：{topic.locked_reason}"
    if topic.state == Topic.State.CLOSED:
        why = "期限を過ぎて" if topic.is_expired else ""
        return f"{why}受付を終了したため、{act}できません。"
    return ""


def owns_topic(user, topic) -> bool:
    """Whether the user acts for the organisation that the topic belongs to."""
    return works_for(user, topic.organization_id)


def can_run_sign_ups(user, topic) -> bool:
    """The organisation of a call (参加募集) and the secretariat: nobody else reads who signed up."""
    return topic.kind == Topic.Kind.CALL and (owns_topic(user, topic) or user.is_secretariat)


def calls_of(user):
    """The calls of the user's organisation."""
    return Topic.objects.filter(kind=Topic.Kind.CALL, organization=user.section.organization_id)


def why_not_sign_up(topic: Topic) -> str:
    """Why nobody can sign up for the call now, as a sentence; "" where they can."""
    return "公開後に受け付けます。" if topic.is_draft else blocked_reason(topic, "申込")
