"""Rows that are drawn as plain strings escape what was typed, as templates would."""

import pytest

TYPED = "<b>&"
TEXTS = ("sender", "recipient", "job", "scheme", "content", "note", "derived", "coverage", "source")


@pytest.fixture
def typed(make_disaster, make_record, make_statement, koto, sakai):
    disaster = make_disaster(name=TYPED)
    bodies = {"sender_government": koto.local_government, "recipient_government": sakai.local_government}
    texts = dict.fromkeys(TEXTS, TYPED) | {"is_partial": True}
    make_record(disaster, kind="staff", people=4, basis="heads", **texts, **bodies)
    make_record(disaster, kind="goods", item=TYPED, quantity=2, unit=TYPED, **texts, **bodies)
    make_statement(disaster, kind="staff", people=9, basis="heads", **texts)
    return disaster


def test_what_was_typed_is_shown_escaped(visitor, typed, koto, sakai):
    addresses = {
        "/disaster/": 1,  # the name
        typed.get_absolute_url(): 20,
        f"/disaster/wards/{koto.local_government.code}/": 16,
        f"/disaster/municipalities/{sakai.local_government.code}/": 16,
        "/disaster/statements/": 6,
        "/disaster/figures/goods/": 1,
    }
    for address, at_least in addresses.items():
        page = visitor.get(address).content.decode()
        assert "<b>" not in page, address
        assert page.count("&lt;b&gt;&amp;") >= at_least, address
        assert "&amp;lt;" not in page, address
