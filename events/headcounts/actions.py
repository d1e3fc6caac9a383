"""Writing how many people an event counted."""

from collections.abc import Mapping

from events.headcounts.models import Headcount


def counts_of(event) -> dict[str, tuple[int, str]]:
    """{basis: (number, words)} as they are saved."""
    return {row.basis: (row.number, row.label) for row in Headcount.objects.filter(event=event)}


def write_headcounts(event, counts: Mapping[str, tuple[int, str]]) -> dict[str, list[str]]:
    """Exactly these; returns what differed, by what is counted."""
    before = counts_of(event)
    changed = [basis for basis in Headcount.Basis if before.get(basis) != counts.get(basis)]
    Headcount.objects.filter(event=event, basis__in=changed).delete()
    Headcount.objects.bulk_create(
        Headcount(event=event, basis=basis, number=counts[basis][0], label=counts[basis][1])
        for basis in changed
        if basis in counts
    )
    return {basis.label: [_in_words(before.get(basis)), _in_words(counts.get(basis))] for basis in changed}


def _in_words(count: tuple[int, str] | None) -> str:
    if count is None:
        return ""
    number, words = count
    return f"{number:,}人（{words}）" if words else f"{number:,}人"
