"""What is asked once more before one act of support is recorded."""

from collections.abc import Iterator, Mapping

from django.db.models import Q

from disaster.disasters.queries import keys_told_beside

LARGE_YEN = 100_000_000  # more than that is typed twice
SMALL_YEN = 100_000  # less than that may have been thousands of yen


def is_large(yen: int | None) -> bool:
    return yen is not None and yen > LARGE_YEN


def told_beside(disaster) -> Q:
    """Versions of what is told on the same page, whichever disaster they were written for."""
    return Q(record__disaster__in=keys_told_beside(disaster)) if disaster else Q(record__disaster=None)


def repeated_act(facts: Mapping) -> tuple | None:
    """What two records of the same act have in common; None where nothing tells acts apart."""
    to = facts["recipient_government_id"] or facts["recipient"]
    if facts["amount_yen"]:
        return ("money", facts["kind"], to) if to else None
    if facts["period_start"] and facts["sender"]:
        act = (facts["period_start"], facts["period_end"], facts["job"], facts["item"])
        return (facts["kind"], facts["sender"], to, *act)
    return None


def odd_facts(facts: Mapping, disaster) -> Iterator[str]:
    """Sentences about what may be a slip, from the record alone."""
    if (yen := facts["amount_yen"]) and yen < SMALL_YEN:
        yield f"{yen:,}円は小さい金額です。千円を単位とする数を、円として入力していませんか。"
    began = disaster.began_on if disaster and disaster.date_precision == "day" else None
    if began and facts["period_start"] and facts["period_start"] < began:
        yield "開始日が、災害の発生日より前です。"
