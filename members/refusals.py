"""A refusal that a person reads."""


class Refused(Exception):
    """An action that cannot be done now; its text is a Japanese sentence for the screen."""
