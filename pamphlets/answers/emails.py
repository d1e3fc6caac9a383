from pamphlets.requests.emails import asker_addresses, send_each


def tell_asker_of_answer(pamphlet, answer):
    """Tell the asking section, and the officer who asked, or who holds his post now, while he works there."""
    subject = f"{answer.organization.name}の回答({answer.get_state_display()}): {pamphlet.title}"
    event = f"pamphlet_answered:{answer.pk}:{answer.answered_at:%Y%m%d%H%M%S%f}"
    send_each(
        event, "pamphlet_answered", subject, asker_addresses(pamphlet), pamphlet=pamphlet, answer=answer
    )
