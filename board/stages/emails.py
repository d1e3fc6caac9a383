from board.notifications.actions import plan_notifications
from board.notifications.events import Event
from board.notifications.models import Notification
from board.stages.models import TopicStep


def step_event(step: TopicStep) -> Event:
    """A proposal reached another stage; those are notified who are notified of its replies."""
    topic = step.topic
    return Event(
        key=f"step:{step.pk}",
        occasion=Notification.Occasion.STEP,
        topic=topic,
        summary=f"段階が「{step.get_stage_display()}」になりました",
        activity_no=topic.activity_no,
        subject=f"掲示板 第{topic.pk}号が「{step.get_stage_display()}」になりました",
        template="topic_stepped",
        by=step.by,
        section_id=step.by.section_id,
        context={"step": step},
    )


def notify_topic_stepped(step_id: int) -> None:
    step = TopicStep.objects.select_related("topic__section__organization", "topic__organization", "by")
    step = step.filter(pk=step_id).first()
    if step is not None and not step.topic.is_hidden:
        plan_notifications(step_event(step))
