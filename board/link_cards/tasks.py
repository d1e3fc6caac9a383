"""Background work for links of topics; every job may run twice without harm."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from board.link_cards import actions


@app.task(name=actions.TASK, retry=RetryStrategy(max_attempts=3, exponential_wait=5), queue="links")
def fetch_link_card(card_id: int, url: str) -> None:
    actions.fetch_link_card(card_id=card_id, url=url)
