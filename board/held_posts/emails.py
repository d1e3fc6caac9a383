from board.held_posts.models import HeldPost
from board.notifications.emails import lowercased, send
from members.sections.queries import secretariat_mailboxes


def send_post_held(held_id: int) -> None:
    """To the secretariat: a post waits for its decision."""
    held = HeldPost.objects.select_related("topic", "by").filter(pk=held_id).first()
    if held and held.is_open:
        subject = "掲示板 公開前の確認を待つ投稿があります"
        send(
            f"held:{held.pk}", "board.post_held", lowercased(secretariat_mailboxes()), subject, {"held": held}
        )
