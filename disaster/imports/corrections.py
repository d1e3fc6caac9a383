"""Rows of a file that this site saved and somebody changed: each is the next version of its record."""

import re
from types import SimpleNamespace

from disaster.entry.panels import changes
from disaster.statements.models import Statement, StatementVersion
from disaster.statements.rules import changes_numbers
from disaster.support_records.actions import correct_support
from disaster.support_records.models import SupportRecord, SupportRecordVersion
from members.member_sheets.plan import CHANGED, Line, Plan

VERSIONS = {SupportRecord: SupportRecordVersion, Statement: StatementVersion}
LABEL = re.compile(r"(?:個票|公表値)(\d{1,18})\Z")
BODIES = ("sender_government", "recipient_government")
NOT_IN_FILES = ("internal_note",)
MOST = 500
STALE = "ファイルを保存したあとに訂正されています（いまは第{}版）。新しいファイルを保存して直してください。"
WITHDRAWN = "取り下げられています。直すときは、先に履歴から取下げを取り消してください。"
TWICE = "{}行目と同じ番号です。1行にまとめてください。"
OTHER_DISASTER = "この番号の記録は「{}」のものです。災害は変えられません。"
WITHOUT_REASON = "訂正の行があります。取り込むときに、訂正の理由と説明を入力してください。"
TOO_MANY = f"訂正は、1つのファイルで{MOST}行までです。ファイルを分けてください。"


class Corrections:
    """The current versions that the file names, by what its rows say in 番号 and 版."""

    def __init__(self, named: list[tuple[type, str, str]], *, reason: str, words: str):
        self.reason, self.words = reason, words
        self.seen: dict[tuple, int] = {}
        self.count = 0
        self.current = {of: self._versions(of, named) for of in VERSIONS}

    @staticmethod
    def _versions(of, named) -> dict[int, object]:
        labels = (LABEL.match(label) for kind, label, number in named if kind is of and number)
        pks = [int(found[1]) for found in labels if found]
        versions = VERSIONS[of].objects.filter(record__in=pks, superseded_at__isnull=True).with_names()
        return {version.record_id: version for version in versions}

    def version_of(self, line: Line):
        """The version that a row corrects; None for a row that is no record of this site."""
        found = LABEL.match(line.label) if line.version else None
        return self.current[line.of].get(int(found[1])) if found else None

    def refuse(self, line: Line, is_elsewhere: bool) -> None:
        """What cannot be corrected, in sentences beside the row.

        `is_elsewhere`: it names another disaster.
        """
        version = line.corrects
        line.obj = SimpleNamespace(pk=version.record_id)
        first = self.seen.setdefault((line.of, version.record_id), line.number)
        if first != line.number:
            line.refuse("番号", TWICE.format(first))
        if is_elsewhere:
            line.refuse("災害", OTHER_DISASTER.format(line.disaster or "災害をまたぐ合計"))

    def compare(self, line: Line, form, stated: set[str], doubts) -> None:
        """What the file says otherwise; columns that it does not have stay as they are.

        The same is asked as on the page of a correction.
        """
        version = line.corrects
        names = [name for name in form.columns if name in stated and name not in NOT_IN_FILES]
        names += [f"{name}_id" for name in BODIES if name in stated]
        said = {name: form.facts[name] for name in names}
        line.after = {name: value for name, value in said.items() if value != version.facts[name]}
        if not line.after:
            return
        if version.is_withdrawn:
            line.refuse("番号", WITHDRAWN)
        elif str(version.number) != line.version:
            line.refuse("番号", STALE.format(version.number))
        elif not self.reason or not self.words.strip():
            line.refuse("", WITHOUT_REASON)
        self.count += 1
        if self.count > MOST:
            line.refuse("", TOO_MANY)
        after = version.facts | line.after
        following = type(version)(**after)
        line.changes = [list(step) for step in changes(version, following)]
        asked = form.questions if "amount_yen" in line.after else []
        if changes_numbers(version.facts, after):
            asked = [*asked, *doubts.about(after, but=version.record)]
        line.changes += [["確認", "", question] for question in asked]

    def write(self, plan: Plan, *, by) -> None:
        """One reason for all of them."""
        for line in plan.of(CHANGED):
            correct_support(
                version=line.corrects, facts=line.after, reason=self.reason, words=self.words, by=by
            )
