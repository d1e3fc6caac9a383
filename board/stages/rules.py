"""Stages of a proposal (提案の段階): which step may follow which, and on which day."""

import datetime

from board.stages.models import TopicStep
from board.topics.models import Topic
from board.topics.rules import owns_topic
from common.japanese_calendar import today, wareki

Stage = Topic.Stage

NEXT: dict[str, tuple[str, ...]] = {
    Stage.RECRUITING: (Stage.TALKING, Stage.AGREED, Stage.DROPPED),
    Stage.TALKING: (Stage.AGREED, Stage.RECRUITING, Stage.DROPPED),
    Stage.AGREED: (Stage.DONE,),
    Stage.DROPPED: (),
    Stage.DONE: (),
}
FINAL_STAGES = (Stage.DROPPED, Stage.DONE)  # these close the topic
USUAL_COURSE = (Stage.RECRUITING, Stage.TALKING, Stage.AGREED, Stage.DONE)
MEANINGS = {
    Stage.RECRUITING: "相手を探す段階に戻します",
    Stage.TALKING: "相手が見つかり、内容を話し合っています",
    Stage.AGREED: "実施することが決まりました",
    Stage.DROPPED: "今回は実施しません。受付を終了します",
    Stage.DONE: "実施が終わりました。受付を終了します",
}


def reason_not_to_step(
    topic: Topic, last: TopicStep | None, stage: str, on: datetime.date
) -> tuple[str, str]:
    """(field, Japanese sentence) that says why this step cannot be taken; ("", "") where it can."""
    if stage not in NEXT.get(topic.stage, ()):
        return "stage", f"「{topic.get_stage_display()}」から「{Stage(stage).label}」には進められません。"
    if stage == Stage.RECRUITING and topic.deadline and topic.deadline < today():
        return "stage", (
            f"返信期限（{wareki(topic.deadline)}）が過ぎているため、募集中に戻すとすぐに受付が終わります。"
            "先に「編集する」で期限を延ばすか、空欄にしてください。"
        )
    if on > today():
        return "on", "今日までの日付を入力してください。"
    if last is not None and on < last.on:
        return "on", f"「{last.get_stage_display()}」になった日（{wareki(last.on)}）以後を入力してください。"
    return "", ""


def course_of(topic: Topic) -> tuple[list[str], int]:
    """The course of the stages in words, and the position on it (1…n); it ends where it was dropped."""
    way = (
        [Stage.RECRUITING, Stage.TALKING, Stage.DROPPED]
        if topic.stage == Stage.DROPPED
        else list(USUAL_COURSE)
    )
    return [stage.label for stage in way], way.index(topic.stage) + 1


def can_step_topic(user, topic) -> bool:
    """Officers of its organisation take an open proposal on; what ended is reopened first."""
    return owns_topic(user, topic) and topic.is_open and bool(NEXT.get(topic.stage))
