"""Random corrections, withdrawals, merges and publications beside a naive replay of the same acts."""

import datetime
from copy import deepcopy
from dataclasses import dataclass, field

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from common.append_only.models import Reason
from common.refusals import ActionRefused
from disaster.disaster_page.filters import SupportFilter
from disaster.disasters.models import Disaster
from disaster.figures.actions import mend_sums
from disaster.figures.definitions import figure
from disaster.figures.history import SHOWN, changes
from disaster.figures.scopes import ALL, Scope
from disaster.figures.values import compute
from disaster.register import actions as register
from disaster.support_records import actions
from disaster.support_records.models import SupportRecord, SupportRecordVersion
from disaster.support_records.moments import NOW, Moments

MONEY = figure("recovery-joint")
BODIES = figure("helped-governments")
PLACES = range(3)  # three disasters with two records each
ACTS = ["correct", "withdraw", "restore", "publish", "hide", "merge", "undo"]
acts = st.lists(
    st.tuples(st.sampled_from(ACTS), st.sampled_from(PLACES), st.integers(0, 5), st.integers(1, 9)),
    max_size=20,
)


@dataclass
class Said:
    """What a site without any history would show at one moment."""

    amounts: dict[int, int] = field(default_factory=dict)  # by record; withdrawn ones are not there
    public: set[int] = field(default_factory=set)
    into: dict[int, int] = field(default_factory=dict)

    def path(self, disaster: int) -> list[int]:
        path = [disaster]
        while path[-1] in self.into:
            path.append(self.into[path[-1]])
        return path

    def readable(self) -> set[int]:
        """Public, and not merged into one that is hidden: what may be read of any day."""
        return {disaster for disaster in self.public if self.path(disaster)[-1] in self.public}

    def records(self, of: int | None, today: set[int]) -> list[int]:
        paths = {record: self.path(record // 2) for record in self.amounts}
        return [
            record
            for record, path in paths.items()
            if path[-1] in self.public & today and (of is None or of in path)
        ]

    def total(self, of: int | None, today: set[int]) -> int | None:
        told = [self.amounts[record] for record in self.records(of, today)]
        return sum(told) if told else None

    def bodies(self, of: int | None, today: set[int]) -> int | None:
        """Of each disaster the second record went to the one body, the first to the other."""
        return len({record % 2 for record in self.records(of, today)}) or None


@given(acts=acts)
@example(acts=[("merge", 0, 1, 1), ("publish", 1, 0, 1)])  # a history begins on the page that tells it
@example(acts=[("publish", 0, 0, 1), ("publish", 1, 0, 1), ("merge", 0, 1, 1), ("hide", 1, 0, 1)])
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_total_of_the_past_is_what_a_naive_replay_says(secretariat, koto, sakai, monkeypatch, acts):
    clock = datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)
    monkeypatch.setattr(timezone, "now", lambda: clock)
    with transaction.atomic():
        disasters = [
            Disaster.objects.create(name=f"災害{place}", source="試験", date_precision="unknown")
            for place in PLACES
        ]
        records = [SupportRecord.objects.create(disaster=disasters[number // 2]) for number in range(6)]
        given_ = {"kind": "recovery", "giver": "joint", "sender": "特別区（23区共同）", "source": "試験"}
        rows = [
            (
                record,
                given_
                | {
                    "amount_yen": 100 + number,
                    "recipient_government": (koto, sakai)[number % 2].local_government,
                },
            )
            for number, record in enumerate(records)
        ]
        actions.record_told(SupportRecordVersion, rows, disaster=None, by=secretariat)
        said = Said(amounts={number: 100 + number for number in range(6)})
        replay = [(clock, deepcopy(said))]
        for act, place, number, yen in acts:
            clock += datetime.timedelta(hours=yen)
            try:
                _do(act, said, disasters, records, place, number, yen, secretariat)
            except ActionRefused:
                continue
            replay.append((clock, deepcopy(said)))
        _compare(replay, disasters, said.readable())
        assert not any(mend_sums(disaster) for disaster in disasters)
        transaction.set_rollback(True)


def _do(act, said, disasters, records, place, number, yen, by) -> None:
    disaster, other = disasters[place], disasters[number % 3]
    version = records[number].versions.get(superseded_at=None)
    words = {"words": "試験", "by": by}
    if act == "correct":
        reason = Reason.INFORMATION
        actions.correct_support(version=version, facts={"amount_yen": yen}, reason=reason, **words)
        said.amounts[number] = yen
    elif act == "withdraw":
        actions.correct_support(version=version, facts={}, reason=Reason.WITHDRAWAL, **words)
        del said.amounts[number]
    elif act == "restore":
        actions.restore_support(version=version, **words)
        said.amounts[number] = version.amount_yen
    elif act == "publish":
        register.publish_disaster(disaster=disaster, by=by)
        said.public.add(place)
    elif act == "hide":
        register.withdraw_disaster(disaster=disaster, by=by)
        said.public.discard(place)
    elif act == "merge":
        register.merge_disaster(disaster=disaster, into=other, by=by)
        said.into[place] = number % 3
    else:
        register.undo_merge(disaster=disaster, **words)
        said.into.pop(place, None)  # a second press changes nothing


def _compare(replay, disasters, today) -> None:
    """Figures, the rows of the files, and the history of each number."""
    for of in (None, *PLACES):
        scope = ALL if of is None else Scope(disaster=disasters[of].pk)
        totals = [said.total(of, today) for _, said in replay]
        for (moment, _), total in zip(replay, totals, strict=True):
            moments = Moments(recorded=moment)
            assert [each.value for each in compute([MONEY], scope, moments)] == [total]
            query = QueryDict(f"disaster={scope.disaster}" if of is not None else "")
            rows = SupportFilter.read(query).versions(SupportRecordVersion, _Visitor(), moments)
            assert sum(row.amount_yen for row in rows) == (total or 0)
        assert [each.value for each in compute([MONEY], scope)] == totals[-1:]
        _compare_history(MONEY, scope, totals)
        bodies = [said.bodies(of, today) for _, said in replay]
        _compare_history(BODIES, scope, bodies)
        half = len(replay) // 2 + 1  # as recorded on a day
        then = Moments(recorded=replay[half - 1][0])
        _compare_history(MONEY, scope, totals[:half], then)
        _compare_history(BODIES, scope, bodies[:half], then)


def _compare_history(figure_, scope, totals, moments=NOW) -> None:
    known = [each.value or None for each in reversed(changes(figure_, scope, moments))]
    told = [None]
    for total in totals:
        if total != told[-1]:
            told.append(total)
    assert known == told[len(told) - len(known) :]
    assert len(known) == len(told) - 1 or len(totals) > SHOWN


class _Visitor:
    is_authenticated = False
