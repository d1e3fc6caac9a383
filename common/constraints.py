"""Conditions that constraints of many tables share."""

from django.db.models import Q


def all_or_none(*names: str) -> Q:
    """All of these columns are filled, or none is: a time and a person, say."""
    empty, filled = ({f"{name}__isnull": value for name in names} for value in (True, False))
    return Q(**empty) | Q(**filled)
