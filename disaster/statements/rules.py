"""What is asked once more before a record or a statement is written, from what the disaster has so far."""

from collections import defaultdict
from collections.abc import Mapping

from disaster.statements.models import Statement, StatementVersion
from disaster.support_records.models import SupportRecordVersion
from disaster.support_records.rules import odd_facts, repeated_act, told_beside

NUMBERS = ("amount_yen", "people", "quantity")
ASKED_ABOUT = (*NUMBERS, "source", "as_of", "recipient", "period_start")


def changes_numbers(before: Mapping, after: Mapping) -> bool:
    """Whether a correction changes what is asked about."""
    return any(before[name] != after[name] for name in ASKED_ABOUT)


class Doubts:
    """Asks about many rows of one disaster with four queries.

    `of` is the model that is written: a record, or a statement.
    """

    def __init__(self, of, disaster):
        self.of, self.disaster = of, disaster
        self.beside = told_beside(disaster)
        other = SupportRecordVersion if of is Statement else StatementVersion
        self.said = {key for told in self._told(other) for key in said_numbers(told.facts)}
        own = [] if of is Statement else self._told(SupportRecordVersion)
        self.acts = defaultdict(set)  # of which records
        for told in own:
            self.acts[repeated_act(told.facts)].add(told.record_id)

    def _told(self, versions) -> list:
        return list(versions.objects.as_recorded().filter(self.beside))

    def about(self, facts: Mapping, *, but=None) -> list[str]:
        """Sentences to have read before writing these facts; the next facts are compared with these too.

        `but` is the record that is corrected.
        """
        asked = list(odd_facts(facts, self.disaster))
        if self.said & said_numbers(facts):
            asked.append(
                "出典・時点・数が同じ個票があります。公表値ではなく、支援そのものの記録ではありませんか。"
                if self.of is Statement
                else "出典・時点・数が同じ公表値があります。合計に入れる個票として記録しますか。"
            )
        if self.of is Statement:
            return asked
        act = repeated_act(facts)
        if act is not None and self.acts[act] - {but and but.pk}:
            asked.append(
                "この災害には、同じ支援先への支援金の記録がもうあります。二重の記録ではありませんか。"
                if act[0] == "money"
                else "同じ団体の、同じ期間の記録がもうあります。二重の記録ではありませんか。"
            )
        self.acts[act].add(but.pk if but else f"new {id(facts)}")
        return asked


def said_numbers(facts: Mapping) -> set[tuple]:
    """(source, day, which number, number) of each number that is known."""
    return {
        (facts["source"], facts["as_of"], name, facts[name]) for name in NUMBERS if facts[name] is not None
    }
