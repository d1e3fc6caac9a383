"""What people type into the search box: queries.csv says who asks, and what the first screen must hold."""

import csv
import html
from pathlib import Path

import pytest
from django.core.management import call_command

from board.drafts.actions import draft_topic
from board.publication.actions import publish_topic
from board.topics.models import Topic
from common.search.actions import refresh_index_all, refresh_index_now
from members.organizations.models import Organization

_LINES = Path(__file__).with_name("queries.csv").read_text(encoding="utf-8").splitlines()
QUERIES = list(csv.DictReader(_LINES))
FIRST_SCREEN = 5
RIGHT = 0.95
MEANT = "もしかして："
TOPICS = ("春の観光パンフレット", "子育て世代の移住体験", "こどもの自然体験")


@pytest.fixture
def content(db, officer):
    """The real facts, and three topics of members."""
    call_command("seed_facts", verbosity=0)
    refresh_index_all(Organization)
    for title in TOPICS:
        values = {"title": title, "body": "よろしくお願いします。", "themes": ["general"]}
        draft = draft_topic(by=officer, kind=Topic.Kind.NOTICE, values=values)
        refresh_index_now(publish_topic(topic=draft, by=officer))


def first_screen(context) -> list[str]:
    """What is named there, in its order."""
    seen = [f"{MEANT}{words}" for words in context.get("suggestions", ())]
    seen += [body.government.full_name for body in context.get("bodies", ())]
    seen += [title for part in ("pages", "guides") for title, _ in context.get(part, ())]
    return seen + [html.unescape(row.title) for row in context["result"].rows[:FIRST_SCREEN]]


def is_right(expected: str, seen: list[str]) -> bool:
    if expected:
        return any(expected in title for title in seen)
    return not any(word in title for title in seen for word in (*TOPICS, "子育て世代"))


def test_queries_find_what_is_meant_on_the_first_screen(content, visitor, browser, officer):
    assert len(QUERIES) >= 120
    clients, wrong = {"visitor": visitor, "member": browser(officer)}, []
    for row in QUERIES:
        answer = clients[row["reader"]].get("/search/", {"q": row["query"]})
        seen = first_screen(answer.context)
        if not is_right(row["expects"], seen):
            wrong.append((row["query"], row["expects"], seen))
    told = "\n".join(f"{query} → {expected or 'nothing'}: {seen}" for query, expected, seen in wrong)
    assert len(wrong) <= len(QUERIES) * (1 - RIGHT), told
    for query, expected, seen in wrong:  # what only others may read is never found
        assert expected, (query, seen)
