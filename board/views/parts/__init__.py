"""What the page of a topic shows besides its text and replies, one module for each concern.

Each has `facts(user)`: expressions that ride along in the topic's own query (so the page needs no query
more for them), and `part(request, topic, replies)`: what its template in `board/parts/` is given.
"""

from board.views.parts import answers, changes, life, links, order, paper, reading, telling

PARTS = (life, changes, links, reading, telling, answers, order, paper)


def facts_for(user) -> dict:
    """All expressions of all parts, for `.annotate()`."""
    return {name: expression for module in PARTS for name, expression in module.facts(user).items()}


def context_of(request, topic, replies: list) -> dict:
    """What the templates of all parts need; a part may note more on each reply."""
    context: dict = {}
    for module in PARTS:
        context |= module.part(request, topic, replies)
    return context
