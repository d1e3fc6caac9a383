from board.held_posts.models import HeldPost
from board.moderation.emails import secretariat_sections
from board.notifications.emails import lowercased, send


def send_held_decided(held_id: int) -> None:
    """To the writer: whether it is published; a returned post has its text in the mail."""
    held = HeldPost.objects.select_related("topic", "by").filter(pk=held_id).first()
    if held and held.by.is_active and not held.is_open:
        approved = held.outcome == HeldPost.Outcome.APPROVED
        subject = f"{held.post_name} " + ("公開しました" if approved else "書き直してください")
        context = {"held": held, "approved": approved, "secretariat_sections": secretariat_sections()}
        send(f"held_decided:{held.pk}", "board.held_decided", lowercased([held.by.email]), subject, context)
