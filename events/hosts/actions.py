"""Writing who stands behind an event."""

from collections.abc import Iterable

from django.db.models import Q
from django.db.models.functions import Concat

from events.hosts.models import EventHost
from members.organizations.models import Organization


def write_hosts(event, hosts: Iterable[tuple[str, str]]) -> None:
    """Exactly these, as (role, name) in their order; a member is found by its whole name."""
    hosts = list(hosts)
    named = [*dict.fromkeys(name for _, name in hosts)]
    called = Organization.objects.members().alias(whole=Concat("prefecture", "name"))
    known = {one.full_name: one for one in called.filter(Q(name__in=named) | Q(whole__in=named))}
    event.hosts.all().delete()
    EventHost.objects.bulk_create(
        EventHost(event=event, role=role, position=place, name=name, organization=known.get(name))
        for place, (role, name) in enumerate(hosts)
    )
