from procrastinate.contrib.django import app

from common.jobs import RETRY
from pamphlets.forwarding import emails


@app.task(name="pamphlets.tell_pamphlet_forwarded", retry=RETRY)
def tell_pamphlet_forwarded(answer_id: int, entry_id: int) -> None:
    emails.tell_forwarded(answer_id, entry_id)
