"""What a section finds in a mail that it can answer from."""

import re

from common.outbox.models import OutgoingMail

LINK = re.compile(r"(/members/proof/[\w-]{20,}/)")


def letter_to(address: str, purpose: str) -> tuple[str, str, str]:
    """(link, number, code) of the newest such mail to the address."""
    body = OutgoingMail.objects.filter(to=address, purpose=purpose).latest("pk").body
    number = re.search(r"受付番号\s+([\d-]+)", body)[1].replace("-", "")
    code = re.search(r"確認コード\s+([\d ]+)", body)[1].strip().replace(" ", "")
    return LINK.search(body)[1], number, code
