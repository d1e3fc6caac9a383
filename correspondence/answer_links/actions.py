from members.mail_tokens.models import MailToken


def use_up_links(answer) -> None:
    """In the transaction of an answer: no mail sent before leads to its form any more."""
    links = answer.links.all()
    tokens = MailToken.objects.filter(purpose=links.model.PURPOSE, subject_id__in=links.values("pk"))
    tokens.filter(used_at__isnull=True).update(used_at=answer.answered_at)
