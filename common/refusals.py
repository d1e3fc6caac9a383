"""Refusals that a person reads."""


class ActionRefused(Exception):
    """An action that cannot be done now; its text is a Japanese sentence for the screen."""


class NothingToDo(ActionRefused):
    """There was nothing to change; the text says how it stands. No error: a second press meets it too."""


class StaleVersion(Exception):
    """A colleague saved the row while this text was being written; `row` is what they saved."""

    def __init__(self, row):
        super().__init__(f"{row._meta.label} {row.pk} was saved meanwhile")
        self.row = row
