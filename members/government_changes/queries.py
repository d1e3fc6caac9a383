from collections import Counter

from django.db import connection
from django.db.models import Count, Prefetch, Q, QuerySet, Value

from members.government_changes.models import GovernmentChange, Succession
from members.local_governments.models import LocalGovernment
from members.mergers import repoint


def records_naming(governments) -> list[tuple[str, int]]:
    """(what they are called, how many): records of other rooms, which keep the names of their time."""
    counts, names = [], []
    for field in repoint.foreign_keys_to(LocalGovernment):
        if field.model._meta.app_label != "members":
            rows = field.model._base_manager.filter(**{f"{field.name}__in": governments}).order_by()
            kind = rows.annotate(named_as=Value(len(names))).values("named_as")
            counts.append(kind.annotate(rows_found=Count("pk")).values_list("named_as", "rows_found"))
            names.append(repoint.name_of_rows(field))
    found: Counter[str] = Counter()
    for kind, number in counts[0].union(*counts[1:], all=True) if counts else ():
        found[names[kind]] += number
    return [(name, number) for name, number in found.items() if number]


DONE = Succession.objects.filter(change__state=GovernmentChange.State.DONE)
# a body, what it came of and what followed, however often, in one question
LINE = """
    WITH RECURSIVE line(pk) AS (
        SELECT %s::bigint
        UNION
        SELECT CASE WHEN s.successor_id = line.pk THEN s.predecessor_id ELSE s.successor_id END
        FROM line JOIN members_succession s ON line.pk IN (s.predecessor_id, s.successor_id)
        WHERE s.successor_id IS NOT NULL
    )
    SELECT pk FROM line
"""


# a body and those it came of, however far back
ORIGINS = """
    WITH RECURSIVE origin(pk) AS (
        SELECT %s::bigint
        UNION
        SELECT s.predecessor_id FROM origin JOIN members_succession s ON s.successor_id = origin.pk
        JOIN members_governmentchange c ON c.id = s.change_id AND c.state = 'done'
    )
    SELECT pk FROM origin
"""


def predecessors_of(government: LocalGovernment) -> list[int]:
    """The keys of the body and of those that it came of: what they did is told of it."""
    with connection.cursor() as cursor:
        cursor.execute(ORIGINS, [government.pk])
        return [pk for (pk,) in cursor.fetchall()]


def government_history_of(government: LocalGovernment) -> QuerySet[GovernmentChange]:
    """Every change of the body, of those it came of and of those that followed, the earliest first."""
    with connection.cursor() as cursor:
        cursor.execute(LINE, [government.pk])
        line = [pk for (pk,) in cursor.fetchall()]
    own = Q(successions__predecessor__in=line) | Q(successions__successor__in=line) | Q(absorbing=government)
    changes = GovernmentChange.objects.filter(own).exclude(state=GovernmentChange.State.CANCELLED)
    return changes_with_governments(changes.distinct()).order_by("effective_on", "pk")


def changes_with_governments(changes):
    """What a row of a list of changes shows."""
    successions = Succession.objects.select_related("predecessor", "successor")
    return changes.select_related("absorbing").prefetch_related(Prefetch("successions", successions))


def organizations_of_change(change) -> set[int]:
    followed = change.moved.get("organization")
    pks = {pk for pair in change.merges.values_list("survivor_id", "absorbed_id") for pk in pair}
    return pks | ({followed["pk"]} if followed else set())


def present_governments(governments) -> dict:
    """`{pk: the body of today}` of those that were abolished and followed, with its organisation."""
    origin = {row.pk: [row.pk] for row in governments if row.abolished_on}
    found = {}
    while origin:
        steps = Succession.objects.filter(predecessor__in=origin, change__state="done")
        further = {}
        for step in steps.select_related("successor__organization"):
            for pk in origin[step.predecessor_id]:
                found[pk] = step.successor
                if step.successor.abolished_on:
                    further.setdefault(step.successor_id, []).append(pk)
        origin = further
    return found
