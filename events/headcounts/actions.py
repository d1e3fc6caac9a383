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
    Headcount.objects.filter(
        event=event, basis__in=[basis for basis in changed if basis not in counts]
    ).delete()
    for basis in changed:
        if basis in counts:
            number, words = counts[basis]
            row = {"number": number, "label": words}
            Headcount.objects.update_or_create(event=event, basis=basis, defaults=row)
    return {basis.label: [_in_words(before.get(basis)), _in_words(counts.get(basis))] for basis in changed}


def _in_words(count: tuple[int, str] | None) -> str:
    if count is None:
        return ""
    number, words = count
    return f"{number:,}人（{words}）" if words else f"{number:,}人"
