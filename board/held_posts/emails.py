from board.moderation.emails import secretariat_sections, send_to_addresses
from board.screening.models import HeldPost
from members.sections.queries import secretariat_mailboxes


def tell_held(held_id: int) -> None:
    """The secretariat hears of a post that waits for it."""
    held = HeldPost.objects.select_related("topic", "by").filter(pk=held_id).first()
    if held and held.is_open:
        subject = "掲示板 公開前の確認を待つ投稿があります"
        send_to_addresses(
            f"held:{held.pk}", "board.post_held", secretariat_mailboxes(), subject, {"held": held}
        )


def tell_held_decided(held_id: int) -> None:
    """Its writer hears whether it stands on the board; one that came back has its text with it."""
    held = HeldPost.objects.select_related("topic", "by").filter(pk=held_id).first()
    if held and held.by.is_active and not held.is_open:
        approved = held.outcome == HeldPost.Outcome.APPROVED
        subject = f"{held.post_name} " + ("公開しました" if approved else "書き直してください")
        context = {"held": held, "approved": approved, "desks": secretariat_sections()}
        send_to_addresses(f"held_decided:{held.pk}", "board.held_decided", {held.by.email}, subject, context)
