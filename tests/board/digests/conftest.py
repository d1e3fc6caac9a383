import pytest

from board.digests import registry


@pytest.fixture(autouse=True)
def _board_alone(monkeypatch):
    """Nothing waits for anybody (tests/portal/mypage/test_morning_list.py has that)."""
    monkeypatch.setattr(registry, "_of_user", [])
