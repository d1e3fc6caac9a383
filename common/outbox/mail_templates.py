"""Where the text of a mail lies."""

from functools import cache
from pathlib import Path

from django.conf import settings


@cache
def mail_template(purpose: str) -> str:
    """Template of a mail by its purpose: `board.topic_closed` is `board/<subject>/mails/topic_closed.txt`.

    Raises ValueError unless exactly one subject of the room has a mail of that name.
    """
    room, _, name = purpose.partition(".")
    templates = Path(settings.BASE_DIR) / "templates"
    (found,) = (templates / room).glob(f"*/mails/{name}.txt")
    return str(found.relative_to(templates))
