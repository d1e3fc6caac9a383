import datetime
import random
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from common.append_only.actions import correct, recording_moment
from common.audit_log.models import AuditEntry
from common.clock_runs.actions import run_clock_job
from common.refusals import ActionRefused
from disaster.disasters.models import Disaster
from disaster.figures import definitions
from disaster.figures.definitions import figure
from disaster.figures.scopes import Scope
from disaster.printed_figures.actions import print_figure
from disaster.printed_figures.models import PrintedFigure
from disaster.support_records.models import SupportRecordVersion
from disaster.support_records.moments import NOW, Moments, end_of
from tests.mypage import desk_counts

WHERE = {"medium": "newsletter", "medium_words": "vol.13", "printed_on": datetime.date(2024, 3, 30)}
HEADS = {"kind": "staff", "basis": "heads"}


@pytest.fixture
def keep(secretariat):
    def keep(key, disaster, moments=NOW, **more):
        scope = Scope(disaster=disaster.pk)
        return print_figure(figure(key), scope, moments, by=secretariat, **WHERE | more)

    return keep


def night():
    PrintedFigure.objects.update(checked_at=None)
    run_clock_job("disaster.check_due_printed_figure")


def waiting():
    """How many wait on the secretariat's desk."""
    return desk_counts()["disaster:printed-list"]


def test_a_printed_number_stays_proved_when_it_is_corrected(make_disaster, make_record, keep, secretariat):
    disaster = make_disaster()
    first = make_record(disaster, amount_yen=5)
    printed = keep("recovery-joint", disaster)
    assert (printed.value, printed.unit, printed.is_proved, printed.differs) == (5, "円", True, False)
    assert AuditEntry.objects.filter(verb="disaster.figure_printed").count() == 1
    correct(first, {"amount_yen": 7}, reason="transcription", words="写し誤り", by=None)
    night()
    printed.refresh_from_db()
    assert (printed.is_proved, printed.value_now, printed.differs) == (True, 7, True)
    assert printed.reasons == ["転記の訂正1件：写し誤り"]


def test_the_words_of_the_rule_stay_as_they_were_printed(
    browser, secretariat, make_disaster, make_record, keep, monkeypatch
):
    disaster = make_disaster()
    make_record(disaster, amount_yen=5)
    printed = keep("recovery-joint", disaster)
    words = printed.rule
    clearer = replace(figure("recovery-joint"), rule="もっと分かりやすい言葉")
    monkeypatch.setattr(definitions, "FIGURES", (clearer, *definitions.FIGURES[1:]))
    client = browser(secretariat)
    for path in (printed.get_absolute_url(), f"/disaster/figures/printed/paper/?of={printed.pk}"):
        page = client.get(path).content.decode()
        assert words in page
        assert clearer.rule not in page


def test_the_difference_waits_on_the_desk_until_it_is_settled(
    browser, secretariat, make_disaster, make_record, keep
):
    disaster = make_disaster()
    first = make_record(disaster, amount_yen=5)
    printed = keep("recovery-joint", disaster)
    second = correct(first, {"amount_yen": 7}, reason="information", words="追加", by=None)
    night()
    client = browser(secretariat)
    assert waiting() == 1
    assert "新しい情報1件：追加" in client.get("/disaster/figures/printed/").content.decode()
    assert client.post(printed.get_absolute_url(), {"words": ""}).status_code == 400
    assert client.post(printed.get_absolute_url(), {"words": "次号で訂正"}).status_code == 302
    night()
    assert waiting() == 0
    correct(second, {"amount_yen": 8}, reason="information", words="また追加", by=None)
    night()
    assert waiting() == 1


def test_the_button_of_a_number_keeps_it_once(browser, secretariat, make_disaster, make_record):
    disaster = make_disaster()
    make_record(disaster, **HEADS, people=4, period_start="2024-02-19", period_end="2024-02-23")
    client = browser(secretariat)
    address = f"/disaster/figures/dispatch-on-duty/print/?disaster={disaster.pk}&on=2024-02-20"
    page = client.get(f"/disaster/figures/dispatch-on-duty/?disaster={disaster.pk}&on=2024-02-20")
    assert address.partition("?")[0] in page.content.decode()
    sent = {
        "medium": "bulletin",
        "medium_words": "第3報",
        "printed_on": "令和6年2月20日",
        "idempotency_key": "",
    }
    sent["idempotency_key"] = client.get(address).context["form"]["idempotency_key"].value()
    first, again = (client.post(address, sent) for _ in range(2))
    assert (first.status_code, first["Location"]) == (302, again["Location"])
    printed = PrintedFigure.objects.get()
    assert (printed.value, printed.on, printed.is_proved) == (4, datetime.date(2024, 2, 20), True)
    assert client.get(first["Location"]).status_code == 200
    assert client.post(address, sent | {"medium_words": ""}).status_code == 400


def test_what_is_not_known_is_not_printed(make_disaster, make_record, keep):
    disaster = make_disaster()
    make_record(disaster, amount_yen=None)
    for item in ("毛布", "水"):
        make_record(disaster, kind="goods", item=item, quantity=3, unit="個")
    with pytest.raises(ActionRefused, match="まだ分からない"):
        keep("recovery-joint", disaster)
    with pytest.raises(ActionRefused, match="品目を1つ"):
        keep("goods", disaster)


def test_a_number_of_the_past_is_kept_by_hand(make_disaster, make_record, keep, time_machine):
    time_machine.move_to("2024-03-30T12:00+09:00")
    disaster = make_disaster()
    first = make_record(disaster, amount_yen=5)
    time_machine.move_to("2026-03-30T12:00+09:00")
    correct(first, {"amount_yen": 7}, reason="information", words="追加", by=None)
    right = keep("recovery-joint", disaster, value=5)
    wrong = keep("recovery-joint", disaster, value=6)
    before = keep("recovery-joint", disaster, value=6, printed_on=datetime.date(2024, 1, 1))
    assert [each.value_then for each in (right, wrong, before)] == [5, 5, None]
    assert [each.is_proved for each in (right, wrong, before)] == [True, False, False]
    with pytest.raises(ActionRefused, match="今日まで"):
        keep("recovery-joint", disaster, value=5, printed_on=datetime.date(2026, 3, 31))


def test_a_number_of_an_earlier_day_is_kept_as_of_that_day(make_disaster, make_record, keep, time_machine):
    time_machine.move_to("2024-03-30T12:00+09:00")
    disaster = make_disaster()
    first = make_record(disaster, amount_yen=5)
    time_machine.move_to("2026-03-30T12:00+09:00")
    correct(first, {"amount_yen": 7}, reason="information", words="追加", by=None)
    printed = keep("recovery-joint", disaster, Moments(recorded=end_of(datetime.date(2024, 3, 30))))
    assert (printed.value, printed.value_now, printed.differs) == (5, 7, True)


def test_nothing_can_be_recorded_before_the_moment_of_the_print(make_disaster, make_record, keep):
    disaster = make_disaster()
    make_record(disaster, amount_yen=5)
    printed = keep("recovery-joint", disaster)
    assert recording_moment(SupportRecordVersion) > printed.recorded_at


def test_the_database_refuses_what_cannot_be(make_disaster, make_record, keep):
    disaster = make_disaster()
    make_record(disaster, amount_yen=5)
    printed = PrintedFigure.objects.filter(pk=keep("recovery-joint", disaster).pk)
    for change in ({"settled_words": "x"}, {"settled_at": timezone.now()}, {"medium_words": " "}):
        with pytest.raises(IntegrityError), transaction.atomic():
            printed.update(**change)


@pytest.mark.slow
def test_a_hundred_prints_survive_corrections_a_merge_and_a_second_rule(
    make_disaster, make_record, keep, secretariat, monkeypatch
):
    chance = random.Random(16)
    disasters = [make_disaster(f"d{number}") for number in range(4)]
    standing = [
        make_record(disasters[number % 4], **HEADS, people=number + 1, state="ended") for number in range(40)
    ]
    naive, merged = {}, set()
    for step in range(1000):
        if step % 10 == 0:
            disaster = disasters[step // 10 % 4]
            kept = keep("dispatch-heads", disaster)
            counted = {disaster.pk} | (merged if disaster == disasters[0] else set())
            told = [each for each in standing if each.record.disaster_id in counted]
            naive[kept.pk] = sum(each.people or 0 for each in told if each.basis and each.state == "ended")
        place = chance.randrange(40)
        people = chance.choice([None, *range(1, 300)])
        facts = {
            "people": people,
            "basis": "heads" if people else "",
            "state": chance.choice(["ended", "planned"]),
            "note": str(step),
        }
        standing[place] = correct(standing[place], facts, reason="information", words=f"{step}", by=None)
        if step == 500:
            Disaster.objects.filter(pk=disasters[3].pk).update(
                merged_into=disasters[0],
                merged_at=recording_moment(SupportRecordVersion),
                merged_by=secretariat,
            )
            merged = {disasters[3].pk}
    old = figure("dispatch-heads")
    second = replace(old, version=2, counts=old.counts | definitions.STAFF)
    monkeypatch.setattr(definitions, "FIGURES", (*definitions.FIGURES, second))
    night()
    checked = PrintedFigure.objects.all()
    assert len(checked) == 100
    assert {each.pk: each.value_then for each in checked} == naive
    assert all(each.is_proved for each in checked)
    assert figure("dispatch-heads").version == 2
    assert all(each.figure.version == 1 and each.reasons for each in checked if each.differs)
