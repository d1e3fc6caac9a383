"""Fixtures of a test without naming each in its head."""


class Fixtures:
    """The fixtures of a test as attributes: `c.officer`."""

    def __init__(self, request):
        self._request = request

    def __getattr__(self, name):
        return self._request.getfixturevalue(name)
