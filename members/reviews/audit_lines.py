"""The audit log in the words of the people who read it (記録): verbs, labels, before and after."""

from dataclasses import dataclass, field
from functools import cache

from django.apps import apps
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from common.audit_log.models import AuditEntry
from common.japanese_calendar import wareki
from common.text import excerpt
from members.organizations.models import Organization

# the other facts of a line; what has no label here is shown without one
FACTS = {"reason": "理由", "number": "受付番号", "kind": "形式", "mailbox": "共通アドレス", "name": "名称"}
SHORT = 60
UNSAID = "未登録"
_LONG = (
    '<div><dt>{}</dt><dd><details class="long-change"><summary>{}</summary>'
    '<p class="hint">変更前</p><p>{}</p><p class="hint">変更後</p><p>{}</p></details></dd></div>'
)
_SHORT = (
    '<div><dt>{}</dt><dd>{} <span aria-hidden="true">→</span><span class="visually-hidden">から</span> '
    "{}</dd></div>"
)


@dataclass(frozen=True)
class FieldChange:
    """One field: its value before and its value now, "" for nothing."""

    label: str
    before: str
    after: str

    @property
    def is_long(self) -> bool:
        """Too long for one line beside what it replaced."""
        return max(len(self.before), len(self.after)) > SHORT or "\n" in self.before + self.after

    @property
    def html(self) -> SafeString:
        if self.is_long:
            gist = excerpt(self.after, SHORT // 2) or "（空にした）"
            return format_html(_LONG, self.label, gist, _lines(self.before), _lines(self.after))
        before = format_html("<del>{}</del>", self.before) if self.before else UNSAID
        after = format_html("<ins>{}</ins>", self.after) if self.after else UNSAID
        return format_html(_SHORT, self.label, before, after)


@dataclass(frozen=True)
class AuditLine:
    """One line of the audit log, readable."""

    entry: AuditEntry
    verb: str
    changes: list[FieldChange] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)

    @property
    def changes_html(self) -> SafeString:
        """Drawn here: fifty changes on a page cost three times as much as a template's loop."""
        if not self.changes:
            return SafeString("")
        return format_html(
            '<dl class="before-after">{}</dl>',
            format_html_join("", "{}", ((change.html,) for change in self.changes)),
        )

    @property
    def who(self) -> str:
        return self.entry.by_name or "自動の処理"


def audit_line_of(entry: AuditEntry) -> AuditLine:
    facts = dict(entry.facts)
    changes = facts.pop("changes", {})
    found = [
        FieldChange(label, value_in_words(pair[0]), value_in_words(pair[1]))
        for label, pair in (changes.items() if isinstance(changes, dict) else ())
        if isinstance(pair, list) and len(pair) == 2
    ]
    others = [
        (FACTS.get(name, ""), value_in_words(value))
        for name, value in facts.items()
        if value not in ("", None)
    ]
    return AuditLine(entry, entry.verb_label, sorted(found, key=_place), others)


def _place(change: FieldChange) -> int:
    """JSON forgets the order of fields; readers expect that of the form."""
    return _places().get(change.label, len(_places()))


@cache
def _places() -> dict[str, int]:
    fields = [*Organization._meta.fields, *apps.get_model("members", "Section")._meta.fields]
    return {str(field.verbose_name): place for place, field in reversed(list(enumerate(fields)))}


def _lines(text: str) -> SafeString:
    return SafeString("<br>".join(map(escape, (text or UNSAID).splitlines())))


def value_in_words(value) -> str:
    """Any value of a row or of the audit log, as a person reads it."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, (list, tuple)):
        return "、".join(value_in_words(one) for one in value)
    if hasattr(value, "year"):
        return wareki(value)
    return str(value)
