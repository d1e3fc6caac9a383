"""What other rooms show on the page of a body, public and of the secretariat; they register it at start."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.utils.safestring import SafeString

from members.local_governments.models import LocalGovernment
from members.organizations.models import Organization


@dataclass(frozen=True)
class BodyPanel:
    """`show(government, organization, user)`, one of the two may be None; "" where there is nothing to show.

    `models` are all whose rows it shows.
    """

    show: Callable[[LocalGovernment | None, Organization | None, object], SafeString | str]
    models: tuple[type[models.Model], ...]
    place: int = 0  # those with a higher one stand below


_panels: list[BodyPanel] = []


def register_body_panel(panel: BodyPanel) -> None:
    _panels.append(panel)
    _panels.sort(key=lambda each: each.place)


def body_panels(
    government: LocalGovernment | None, organization: Organization | None, user
) -> list[SafeString]:
    """The panels that have something to show."""
    shown = (panel.show(government, organization, user) for panel in _panels)
    return [html for html in shown if html]


def models_of_panels() -> list[type[models.Model]]:
    """For `cached_for_visitors`, once all rooms have registered."""
    return [model for panel in _panels for model in panel.models]
