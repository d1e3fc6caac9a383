from board.notifications.actions import plan_notifications
from board.notifications.events import Event
from board.notifications.models import NoticeLine
from board.stages.models import TopicStep


def step_event(step: TopicStep) -> Event:
    """A proposal reached another stage; those hear of it who hear of its replies."""
    topic = step.topic
    return Event(
        key=f"step:{step.pk}",
        occasion=NoticeLine.Occasion.STEP,
        topic=topic,
        words=f"段階が「{step.get_stage_display()}」になりました",
        activity_no=topic.activity_no,
        subject=f"掲示板 第{topic.pk}号が「{step.get_stage_display()}」になりました",
        template="topic_stepped",
        by=step.by,
        section_id=step.by.section_id,
        more={"step": step},
    )


def tell_topic_stepped(step_id: int) -> None:
    """The same people are told that a proposal reached another stage."""
    step = TopicStep.objects.select_related("topic__section__organization", "topic__organization", "by")
    step = step.filter(pk=step_id).first()
    if step is not None and not step.topic.is_hidden:
        plan_notifications(step_event(step))
