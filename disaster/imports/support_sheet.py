"""The rows of a file: which are recorded already, what is wrong with the others, how they are written."""

from collections import defaultdict
from types import SimpleNamespace

from common.append_only.actions import recording_moment
from common.spreadsheets.reading import Row, Table, title_of
from common.text import one_line
from disaster.disasters.models import Disaster
from disaster.disasters.queries import wholes_at
from disaster.entry import columns
from disaster.entry.forms import StatementRowForm, SupportRowForm
from disaster.imports.corrections import Corrections
from disaster.statements.models import Statement, StatementVersion
from disaster.statements.rules import Doubts
from disaster.support_records.actions import record_support, record_told
from disaster.support_records.models import SupportRecord, SupportRecordVersion
from members.member_sheets.plan import CHANGED, NEW, SAME, Line, Plan

OWN = ("区分", "番号", "版", "災害", "発生日")  # titles that say to which table and disaster a row belongs
PART = "内訳として含む公表値"  # holds the 番号 of the whole, also of another disaster
FORMS = {SupportRecord: SupportRowForm, Statement: StatementRowForm}
VERSIONS = {SupportRecord: SupportRecordVersion, Statement: StatementVersion}
NAMES = {of._meta.verbose_name: of for of in FORMS}
BY_KIND = {"record": SupportRecord, "statement": Statement}
BODIES = ("sender_government", "recipient_government")
NOT_COMPARED = ("internal_note",)


class SupportSheet:
    """One instance plans once; `kind` and `disaster` are of rows that do not say theirs."""

    key = "support"
    follow = staticmethod(iter)

    def __init__(self, kind: str, disaster: Disaster | None, *, reason: str = "", words: str = ""):
        self.of, self.disaster = BY_KIND[kind], disaster
        self.why = {"reason": reason, "words": words}
        self.names: dict = {}
        self.doubts: dict = {}
        self.recorded: dict[type, dict[tuple, list[int]]] = {}

    @staticmethod
    def column_of(title: str) -> str | None:
        return title if title_of(title) in OWN else columns.field_of(title)

    @staticmethod
    def lock(pks) -> None:
        """Nobody else records meanwhile: the same file brought twice is written once."""
        recording_moment(SupportRecordVersion)

    # --- comparing ----------------------------------------------------------------------------------------

    def plan(self, table: Table, *, by) -> Plan:
        self.header = table.header
        self.stated = {name for title in table.header if (name := columns.field_of(title))}
        self.places = {title_of(title): place for place, title in enumerate(table.header)}
        self._know_disasters()
        named = [(self._of(row), self._own(row, "番号"), self._own(row, "版")) for row in table.rows]
        self.corrections = Corrections(named, **self.why)
        lines = [self._line(row) for row in self.follow(table.rows)]
        known = {line.label for line in lines}
        for line in lines:
            if line.whole and line.whole not in known and not line.corrects:
                line.refuse(PART, f"番号が「{line.whole[:30]}」の行が、このファイルにありません。")
        return Plan(lines)

    def _know_disasters(self) -> None:
        """Each by its name; what was merged into another is that one, under both names."""
        disasters, wholes = Disaster.objects.in_bulk(), wholes_at()
        self.pages = {pk: disasters[wholes.get(pk, pk)] for pk in disasters}
        self.named: dict[str, list[Disaster]] = {}
        for disaster in disasters.values():
            self.named.setdefault(_key(disaster.name), []).append(disaster)

    def _own(self, row: Row, title: str) -> str:
        return row.cells[self.places[title]].strip() if title in self.places else ""

    def _of(self, row: Row) -> type | None:
        return NAMES.get(self._own(row, "区分") or self.of._meta.verbose_name)

    def _line(self, row: Row) -> Line:
        line = Line(row.number)
        line.obj = SimpleNamespace(pk=None)
        line.label, line.whole = self._own(row, "番号"), self._own(row, PART)
        line.of, line.version, line.corrects = self._of(row), self._own(row, "版"), None
        if line.of is None:
            line.refuse("区分", f"「{'」か「'.join(NAMES)}」と入力してください。")
            return line
        line.corrects = self.corrections.version_of(line)
        if line.corrects:
            own, name = line.corrects.record.disaster, self._own(row, "災害")
            line.disaster = own and self.pages[own.pk]
            names = {_key(each.name) for each in (own, line.disaster) if each}
            is_elsewhere = bool(name) and _key(name) not in names
            self.corrections.refuse(line, is_elsewhere)
        else:
            line.disaster = self._disaster(row, line)
        typed = columns.typed(self.header, row.cells)
        line.name = " ".join(typed.get(name, "") for name in ("sender", "recipient", "job", "item"))[:80]
        if not line.wrong:
            self._read(line, typed)
        return line

    def _disaster(self, row: Row, line: Line) -> Disaster | None:
        name = self._own(row, "災害")
        if not name:
            if self.disaster is None and line.of is SupportRecord:
                line.refuse("災害", "災害の名称を入力するか、取り込むときに災害を選んでください。")
            return None if "災害" in self.places and line.of is Statement else self.disaster
        began = self._own(row, "発生日")
        known = self.named.get(_key(name), [])
        same_day = [one for one in known if not began or str(one.began_on or "").startswith(began)]
        found = {self.pages[one.pk] for one in same_day or known}
        if len(found) != 1:
            line.refuse("災害", f"「{name[:60]}」は登録されていないか、同じ名称の災害が2つ以上あります。")
            return None
        return found.pop()

    def _read(self, line: Line, typed: dict[str, str]) -> None:
        typed = {"kind": "", **typed}
        told = line.corrects
        form = FORMS[line.of](
            typed,
            disaster=line.disaster,
            names=self.names,
            stated=self.stated,
            from_file=True,
            recorded=(told.sender_government, told.recipient_government) if told else (),
        )
        wrong = form.errors
        if not typed["kind"]:
            line.refuse("支援の種類", "支援の種類を入力してください。例：復興支援金、職員派遣")
        if not wrong and not told and (pk := self._recorded(line, form)):
            line.obj = SimpleNamespace(pk=pk)
            return
        for name, sentences in wrong.items():
            for sentence in sentences:
                line.refuse(str(form.fields[name].label) if name in form.fields else "", str(sentence))
        if line.wrong:
            return
        if told:
            self.corrections.compare(line, form, self.stated, self._doubts(line))
            return
        line.facts = form.facts
        line.changes = [
            [LABELS[name], "", columns.in_words(name, text)] for name, text in typed.items() if text
        ]
        line.changes += [["確認", "", question] for question in self._questions(line, form)]

    def _questions(self, line: Line, form) -> list[str]:
        return form.questions + self._doubts(line).about(form.facts)

    def _doubts(self, line: Line) -> Doubts:
        key = line.of, line.disaster
        if key not in self.doubts:
            self.doubts[key] = Doubts(*key)
        return self.doubts[key]

    def _recorded(self, line: Line, form) -> int | None:
        """A current record that says the same in all columns of the file; each stands for one row."""
        if line.of not in self.recorded:
            known = self.recorded[line.of] = defaultdict(list)
            told = VERSIONS[line.of].objects.as_recorded().select_related("record").order_by("-record")
            for one in told.iterator(chunk_size=2000):
                page = self.pages[one.record.disaster_id].pk if one.record.disaster_id else None
                known[page, *self._compared(one.facts, line.of)].append(one.record_id)
        key = (line.disaster and line.disaster.pk, *self._compared(form.facts, line.of))
        found = self.recorded[line.of].get(key)
        return found.pop() if found else None

    def _compared(self, facts: dict, of) -> list:
        names = sorted(self.stated & set(FORMS[of].columns) - set(NOT_COMPARED))
        bodies = [f"{name}_id" for name in BODIES if name in self.stated]
        return [facts[name] for name in [*names, *bodies]]

    # --- writing ------------------------------------------------------------------------------------------

    def write(self, plan: Plan, *, by, number: int) -> None:
        records: dict = {}
        statements: dict = {}
        for line in plan.of(NEW):
            group = statements if line.of is Statement else records
            group.setdefault(line.disaster, []).append(line)
        for disaster, lines in records.items():
            facts = [line.facts for line in lines]
            record_support(model=SupportRecordVersion, disaster=disaster, facts=facts, by=by, checked=True)
        self._write_statements(plan, statements, by)
        self.corrections.write(plan, by=by)

    @staticmethod
    def _write_statements(plan: Plan, groups: dict, by) -> None:
        """A whole may be of another disaster than its parts: all are made first."""
        of = {line.label: line.obj.pk for line in (*plan.of(SAME), *plan.of(CHANGED)) if line.of is Statement}
        new = [line for lines in groups.values() for line in lines]
        made = Statement.objects.bulk_create(Statement(disaster=line.disaster) for line in new)
        of |= {line.label: one.pk for line, one in zip(new, made, strict=True)}
        record_of = {id(line): one for line, one in zip(new, made, strict=True)}
        for disaster, lines in groups.items():
            rows = [
                (record_of[id(line)], line.facts | {"part_of_id": of[line.whole] if line.whole else None})
                for line in lines
            ]
            record_told(StatementVersion, rows, disaster=disaster, by=by, checked=True)


def _key(name: str) -> str:
    return "".join(one_line(name).split())


LABELS = {name: str(field.label) for name, field in StatementRowForm.base_fields.items()}
