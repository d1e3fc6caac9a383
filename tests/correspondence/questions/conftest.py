"""Typed questions are tried in the room that has them: inquiries."""

from tests.inquiries.conftest import (  # noqa: F401 - fixtures
    due,
    give_answer,
    make_inquiry,
    make_inquiry_draft,
)
