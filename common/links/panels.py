"""つながる記録 on the page of a record: `templates/common/links/_panel.html` with `links=…`."""

from django.db import models
from django.urls import reverse

from common.links.queries import linked_records
from common.links.registry import linkable_of


def links_panel(row: models.Model, user, *, is_linked: bool = True) -> dict:
    """`records` that the reader may see, and where they are edited, if by them.

    `is_linked` is False where it is known that there are none.
    """
    linkable = linkable_of(type(row))
    may_edit = user.is_authenticated and linkable.may_edit(user, row)
    return {
        "records": linked_records(row, user) if is_linked else [],
        "edit_url": reverse("links:link-list", args=[linkable.key, row.pk]) if may_edit else "",
    }
