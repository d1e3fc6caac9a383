from common.japanese_calendar import wareki_time

SHEET_HEADER = [
    "団体コード",
    "都道府県",
    "団体名",
    "担当部署",
    "共通アドレス",
    "電話番号",
    "結果",
    "回答日時",
    "回答者",
    "最後のメール",
    "済んだ督促",
]
TEXT_COLUMNS = (0, 5)


def sheet_rows(entries):
    """One row for each section, in the order of the list."""
    for entry in entries.iterator(chunk_size=500):
        section, organization = entry.section, entry.section.organization
        yield [
            organization.local_government.code if organization.local_government_id else "",
            organization.prefecture,
            organization.name,
            section.name,
            section.mailbox,
            section.telephone,
            entry.outcome,
            wareki_time(entry.answered_at) if entry.answered_at else "",
            entry.answered_name,
            wareki_time(entry.mailed_at) if entry.mailed_at else "",
            entry.reminders,
        ]
