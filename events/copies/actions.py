"""The next time of an event, made of this one in one act; and what did and did not come along."""

import datetime
from collections.abc import Iterable

from django.db import transaction

from common.attachments.queries import files_of, files_of_many
from common.audit_log.actions import record
from common.japanese_calendar import wareki
from common.refusals import ActionRefused
from events.booths.actions import copy_booths
from events.booths.models import BoothAssignment
from events.calls.models import CallQuestion, CallRole, ExhibitorCall
from events.copies.bodies import invite_again
from events.copies.dates import Move
from events.copies.rules import why_not_copy
from events.events.actions import get_event_to_edit
from events.events.models import Event
from events.headcounts.models import Headcount
from events.hosts.models import EventHost
from events.opening_hours.models import OpeningRule, SpecialDay
from events.participations.models import ParticipationRole, Role
from events.programmes.models import ProgrammePart, Speaker
from events.sheets.models import ExhibitorSheet

COPIED = (
    *("kind", "summary", "body", "note", "date_precision", "starts_at", "ends_at", "attendance_mode"),
    *("venue_id", "room", "prefecture", "fee", "audience", "how_to_apply", "contact_name", "contact_phone"),
    *("contact_email", "website", "series_id", "owner_id"),
)
ASKED_AGAIN = ("line", "position", "kind", "label", "help_text", "unit", "required", "options", "columns")


@transaction.atomic
def copy_event(*, event: Event, by, starts_on: datetime.date, role: str = Role.PANEL) -> Event:
    """A draft of the next time, which begins that day; nobody is told of it.

    What came along stands in its line of the audit log. Raises ActionRefused where the day is not known.
    """
    event = get_event_to_edit(event, by)
    if sentence := why_not_copy(event):
        raise ActionRefused(sentence)
    move = Move(event, starts_on)
    copy = Event(**{name: getattr(event, name) for name in COPIED})
    copy.title, copy.copied_from, copy.saved_by = move.title(event.title), event, by
    copy.starts_on, copy.ends_on = move.first, move.last
    copy.apply_until = move.by_weekday(event.apply_until)
    copy.save()
    report = _Report(move)
    report.day("開始日", event.starts_on, copy.starts_on)
    report.day("終了日", event.ends_on, copy.ends_on)
    report.day("申込期限", event.apply_until, copy.apply_until)
    _copy_rows(event, copy, report)
    _copy_programme(event, copy, report)
    _copy_call(event, copy, by, report)
    _copy_bodies(event, copy, by, role, report)
    report.came("ブース", copy_booths(event, copy), "か所")
    _say_what_stays(event, report)
    facts = {"source": event.pk, "holidays": move.holidays(), **vars(report)}
    facts.pop("move")
    record(by=by, verb="events.event_copied", obj=copy, **facts)
    return copy


class _Report:
    """What the page afterwards lists."""

    def __init__(self, move: Move):
        self.move = move
        self.copied: list[list[str]] = []
        self.left: list[list[str]] = []
        self.days: list[list[str]] = []

    def came(self, label: str, number: int, unit: str = "件", more: str = "") -> None:
        if number:
            self.copied.append([label, f"{number:,}{unit}{more}"])

    def stays(self, label: str, number: int, why: str, unit: str = "件") -> None:
        if number:
            self.left.append([label, f"{number:,}{unit}", why])

    def day(self, label: str, old: datetime.date | None, new: datetime.date | None) -> None:
        if old and new:
            self.days.append([label, wareki(old), wareki(new), self.move.remark(old, new)])


def _copy_rows(event: Event, copy: Event, report: _Report) -> None:
    """Hosts, hours, closed days, capacity."""
    hosts = _again(event.hosts.all(), copy, "event")
    report.came("主催・共催など", len(EventHost.objects.bulk_create(hosts)), "団体")
    rules = _again(event.opening_rules.all(), copy, "event")
    report.came("開場時間", len(OpeningRule.objects.bulk_create(rules)))
    kept, outside = [], 0
    for day in event.special_days.all():
        moved = report.move.by_weekday(day.day)
        if report.move.contains(moved):
            kept.append(SpecialDay(event=copy, day=moved, opens=day.opens, closes=day.closes, note=day.note))
            report.day("休場日・時間の違う日", day.day, moved)
        else:
            outside += 1
    report.came("休場日・時間の違う日", len(SpecialDay.objects.bulk_create(kept)), "日")
    report.stays("休場日・時間の違う日", outside, "次の回の開催期間の外になります。", "日")
    plans = _again(event.headcounts.filter(basis=Headcount.Basis.CAPACITY), copy, "event")
    report.came("定員", len(Headcount.objects.bulk_create(plans)))


def _again(rows: Iterable, parent, name: str) -> list:
    """The same rows under another parent, not saved."""
    found = list(rows)
    for row in found:
        row.pk = None
        row._state.adding = True
        setattr(row, name, parent)
    return found


def _copy_programme(event: Event, copy: Event, report: _Report) -> None:
    """Parts with their speakers; each day as far behind the first as before."""
    parts = list(event.programme_parts.prefetch_related("speakers"))
    speakers = [list(part.speakers.all()) for part in parts]
    documents = sum(map(len, files_of_many(parts).values()))
    for part in parts:
        if part.day:
            old, part.day = part.day, report.move.within(part.day)
            report.day(f"プログラム「{part.title}」", old, part.day)
    ProgrammePart.objects.bulk_create(_again(parts, copy, "event"))
    named = [_again(found, part, "part") for found, part in zip(speakers, parts, strict=True)]
    people = Speaker.objects.bulk_create([one for found in named for one in found])
    report.came("プログラム", len(parts), "件", f"（登壇者{len(people)}人）" if people else "")
    report.stays("プログラムの資料", documents, "前回の資料です。今回の資料を添付してください。")


def _copy_call(event: Event, copy: Event, by, report: _Report) -> None:
    """Roles and the questions as they are asked now, in a call that is not opened."""
    call = ExhibitorCall.objects.filter(event=event).first()
    if call is None:
        return
    move = report.move
    new = ExhibitorCall(event=copy, guidance=call.guidance, version=1, saved_by=by)
    for name in ("opens_on", "apply_until", "sheet_due_on"):
        setattr(new, name, move.by_weekday(getattr(call, name)))
        label = str(ExhibitorCall._meta.get_field(name).verbose_name)
        report.day(f"出展募集の{label}", getattr(call, name), getattr(new, name))
    new.save()
    roles = [CallRole(call=new, role=row.role, capacity=row.capacity) for row in call.roles.all()]
    CallRole.objects.bulk_create(roles)
    questions = [
        CallQuestion(call=new, **{name: getattr(row, name) for name in ASKED_AGAIN})
        for row in call.questions.current()
    ]
    CallQuestion.objects.bulk_create(questions)
    report.came(
        "出展募集", 1, "件", f"（区分{len(roles)}、質問{len(questions)}。募集はまだ始まっていません）"
    )


def _copy_bodies(event: Event, copy: Event, by, role: str, report: _Report) -> None:
    invited = invite_again(event, copy, role)
    if invited.bodies:
        _offer_roles(copy, by)
    more = f"（区分は合わせて{invited.roles:,}。メールはまだ送っていません）"
    report.came("招待する自治体・団体", invited.bodies, "団体", more)
    report.stays("見送った団体", invited.refused, "前回の申込を見送ったため、招待に入れていません。", "団体")
    gone = "、".join(invited.gone[:20]) + ("ほか" if len(invited.gone) > 20 else "")
    report.stays("なくなった自治体", len(invited.gone), f"次の回の日には廃止されています：{gone}", "団体")


def _offer_roles(copy: Event, by) -> None:
    """The call offers each role to which somebody is invited."""
    call, _ = ExhibitorCall.objects.get_or_create(event=copy, defaults={"version": 1, "saved_by": by})
    asked = ParticipationRole.objects.filter(participation__event=copy).order_by()
    names = set(asked.values_list("role", flat=True).distinct())
    names -= set(call.roles.values_list("role", flat=True))
    CallRole.objects.bulk_create(CallRole(call=call, role=name) for name in Role.values if name in names)


def _say_what_stays(event: Event, report: _Report) -> None:
    report.stays(
        "画像・チラシ・資料",
        len(files_of(event)),
        "ファイルは前回のものです。使うものを添付し直してください。",
    )
    report.stays("オンラインの参加先", int(bool(event.online_url)), "前回だけのアドレスです。")
    counted = event.headcounts.exclude(basis=Headcount.Basis.CAPACITY).count()
    report.stays("申込者数・来場者数", counted, "前回の記録です。")
    answered = event.participations.filter(answered_at__isnull=False).count()
    report.stays("出展の申込の回答", answered, "次の回の募集で、あらためて回答してもらいます。", "団体")
    sheets = ExhibitorSheet.objects.filter(participation__event=event).count()
    report.stays("紹介シート", sheets, "出展する団体が決まってから、あらためて書いてもらいます。")
    placed = BoothAssignment.objects.filter(booth__event=event).values("participation").distinct().count()
    report.stays("ブースの割当て", placed, "出展する団体が決まってから割り当てます。", "団体")
    report.stays("開催報告", int(hasattr(event, "report")), "前回の記録です。")
