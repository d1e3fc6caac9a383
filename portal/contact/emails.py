"""What is typed into the contact form becomes a mail to each section of the secretariat."""

from django.db import transaction

from common.outbox.actions import send_mail
from members.sections.models import Section
from portal.contact.labels import Matter


def secretariat_mailboxes() -> list[str]:
    """Mailboxes of the sections of the secretariat bodies, each once."""
    boxes = Section.objects.open().filter(organization__kind="secretariat").exclude(mailbox="")
    return sorted(set(boxes.values_list("mailbox", flat=True)))


@transaction.atomic
def send_contact_mail(*, token, matter: str, name: str, affiliation: str, email: str, body: str) -> None:
    """Queue the inquiry to every section of the secretariat.

    No copy goes to the address that was typed: nobody has proved it, and the form would mail anybody.
    """
    subject = f"お問い合わせ: {Matter(matter).label}"
    lines = [
        f"種類: {Matter(matter).label}",
        f"お名前: {name}",
        f"所属: {affiliation or '(記入なし)'}",
        f"メールアドレス: {email}",
        "",
        body,
    ]
    for mailbox in secretariat_mailboxes():
        text = (
            "お問い合わせフォームから次の内容が届きました。\nお返事は下のメールアドレスに送ってください。\n\n"
        )
        send_mail(
            key=f"contact:{token}:{mailbox}",
            to=mailbox,
            subject=subject,
            body=text + "\n".join(lines),
            purpose="contact",
        )
