"""The sheet of events: which event a row is about, and what it would change."""

import re
from itertools import chain

from django.db.models import Q

from common.search.actions import refresh_index_many
from events.events.models import Event
from events.open_data import columns, storing
from events.open_data.columns import BY_NAME, BY_TITLE, FREE, PIECE_COLUMNS, title_key
from events.participations.actions import tell_bodies
from events.participations.emails import said_of
from events.periods.actions import move_days
from events.reports.actions import take_back_early_reports
from members.local_governments.models import LocalGovernment
from members.member_sheets.organization_lookup import OrganizationLookup
from members.member_sheets.plan import CHANGED, Line
from members.member_sheets.sheet import ImportedSheet
from members.organizations.models import Organization

OWN_NUMBER = re.compile(r"event-(\d{1,15})")
CODE, NUMBER = BY_NAME["code"].title, BY_NAME["number"].title


class EventSheet(ImportedSheet):
    key = "events"
    title = "イベント一覧"
    noun = "催し"
    model = Event
    about = "催しの名称、日時、会場、問い合わせ先"
    speaking = ("title",)
    keys = (BY_NAME["title"].title,)
    columns = columns.COLUMNS

    @classmethod
    def column_of(cls, title):
        return BY_TITLE.get(title_key(title))

    @classmethod
    def joined(cls, queryset):
        shown = queryset.select_related("venue", "owner__local_government")
        return shown.prefetch_related("hosts", "headcounts")

    @classmethod
    def all(cls):
        return cls.joined(Event.objects.published().newest_first())

    def plan(self, table, *, by):
        self.by = by
        self.own = None if by.is_secretariat else by.section.organization.local_government
        return super().plan(table, by=by)

    def load(self, lines):
        self.bodies = OrganizationLookup()
        numbers = {str(line.values["number"]) for line in lines if "number" in line.values}
        own = [int(found[1]) for number in numbers if (found := OWN_NUMBER.fullmatch(number))]
        known = self.joined(Event.objects.filter(Q(open_data_number__in=numbers) | Q(pk__in=own)))
        known = list(known.prefetch_related("programme_parts", "special_days"))
        self.by_key = {(event.open_data_code, event.open_data_number): event for event in known}
        self.by_pk = {event.pk: event for event in known}

    def find(self, line):
        self._compose(line)
        number = line.values.get("number", "")
        if not number:
            line.refuse(
                NUMBER, "番号を入力してください。次に取り込むときに、同じ催しと分かるようにするためです。"
            )
            return
        ours = OWN_NUMBER.fullmatch(number)
        government = self._government(line, needed=not ours)
        if line.wrong and government is None:
            return
        line.obj = self._of_ours(line, int(ours[1]), government) if ours else self._of(government, number)
        if line.obj is not None:
            line.keys.append(("pk", line.obj.pk) if line.obj.pk else ("key", government.code, number))
            line.name = line.values.get("title", line.obj.title)[:80]

    def _government(self, line: Line, *, needed: bool) -> LocalGovernment | None:
        """Whose row it is; refuses the line where it is another's."""
        if "code" in line.cells:
            government = self.bodies.government(line, "") if "code" in line.values else None
        elif self.own is None and needed:
            line.refuse(CODE, "団体コードを入力してください。")
            return None
        else:
            return self.own
        if self.own is not None and government is not None and government.pk != self.own.pk:
            line.refuse(
                CODE, f"{government.full_name}のコードです。{self.own.full_name}の行だけを取り込めます。"
            )
            return None
        return government

    def _of_ours(self, line: Line, pk: int, government: LocalGovernment | None) -> Event | None:
        event = self.by_pk.get(pk)
        body = event.owner.local_government_id if event and event.owner_id else None
        if event is None or (self.own is not None and body != self.own.pk):
            line.refuse(
                NUMBER,
                f"「event-{pk}」は、この団体の催しではありません。新しい催しには別の番号を付けてください。",
            )
            return None
        return event

    def _of(self, government: LocalGovernment, number: str) -> Event:
        known = self.by_key.get((government.code, number))
        if known is not None:
            return known
        owner = self.bodies.of_government.get(government.pk)
        is_ward = owner is not None and owner.kind == Organization.Kind.SPECIAL_WARD
        return Event(
            open_data_code=government.code,
            open_data_number=number,
            owner=owner,
            kind=Event.Kind.WARD_EVENT if is_ward else Event.Kind.OTHER,
            prefecture=government.prefecture,
            source=f"{government.full_name}のオープンデータ「イベント一覧」",
        )

    # --- what several columns say together ---------------------------------------------------------------

    def _compose(self, line: Line) -> None:
        values = line.values
        pieces = [values[part.name] for part in PIECE_COLUMNS if part.name in values]
        if pieces and "place_address" not in values:
            values["place_address"] = "".join(pieces)[:200]
        if "place_address" in values and "place_name" not in values:
            values["place_name"], values["place_address"] = values["place_address"][:100], ""
        kind = columns.KINDS.get(values.get("category", ""))
        if kind:
            values["kind"] = kind

    def compare(self, line):
        super().compare(line)
        for attribute, title, composed, limit in (
            ("note", "備考", _note, 1000),
            ("fee", "料金", _fee, 200),
            ("contact_phone", "連絡先電話番号", _telephone, 60),
        ):
            self._compare_parts(line, attribute, title, composed, limit)
        self._put(line, "kind", "カテゴリー", line.values.get("kind"), lambda kind: Event.Kind(kind).label)

    def _compare_parts(self, line: Line, attribute: str, title: str, composed, limit: int) -> None:
        parts, value = composed(line.values)
        filled = [part for part in parts if part in line.cells]
        if all(line.repeats_current_value(BY_NAME[part]) for part in filled):
            return
        if len(value) > limit:
            named = "と".join(BY_NAME[part].title for part in filled)
            line.refuse(title, f"{named}を、あわせて{limit}文字までにしてください。")
            return
        self._put(line, attribute, title, value, str)

    @staticmethod
    def _put(line: Line, attribute: str, title: str, value, word) -> None:
        before = getattr(line.obj, attribute)
        if value not in (None, "", before):
            line.after[attribute] = value
            line.changes.append([title, "" if line.is_new or not before else word(before), word(value)])

    # --- what one row may not say ------------------------------------------------------------------------

    def check(self, line, by):
        for title, sentence in storing.refusals(line):
            line.refuse(title, sentence)

    def write(self, plan, *, by, number):
        before = [(line.obj, storing.shift(line), said_of(line.obj)) for line in plan.of(CHANGED)]
        super().write(plan, by=by, number=number)
        take_back_early_reports([event for event, _, _ in before], by=by)
        for event, days, was in before:
            move_days(event, days)
            tell_bodies(event, was)

    def store(self, new, changed, by):
        storing.store(new, changed, by=by)
        refresh_index_many([line.obj for line in chain(new, changed)])


def _note(values) -> tuple[list[str], str]:
    parts = ["special", "remarks"]
    return parts, "\n".join(values[part] for part in parts if values.get(part))


def _fee(values) -> tuple[list[str], str]:
    basic = str(values.get("fee_basic", ""))
    amount = basic.removesuffix("円").replace(",", "")
    if amount.isascii() and amount.isdigit():
        basic = f"{int(amount):,}円" if int(amount) else FREE
    return ["fee_basic", "fee_detail"], " ".join(filter(None, [basic, values.get("fee_detail", "")]))


def _telephone(values) -> tuple[list[str], str]:
    extension = values.get("extension", "")
    words = [values.get("telephone", ""), f"内線{extension}" if extension else ""]
    return ["telephone", "extension"], " ".join(filter(None, words))
