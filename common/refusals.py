"""Refusals that a person reads."""


class Refused(Exception):
    """An action that cannot be done now; its text is a Japanese sentence for the screen."""


class Overtaken(Exception):
    """A colleague saved the row while this text was being written; `row` is what he saved."""

    def __init__(self, row):
        super().__init__(f"{row._meta.label} {row.pk} is at version {row.version}")
        self.row = row
