"""What the desk says of the last backup."""

from common.formats import filesize_ja
from common.japanese_calendar import as_date, today, wareki_time, working_days_between
from portal.backup_runs.models import BackupRun

LONG = 2  # working days without one


def last_backup_note() -> str:
    """When it was written; a warning where that is long ago, or it never was."""
    last = BackupRun.objects.first()
    if last is None:
        return "バックアップの記録がありません。運用の担当者に確かめてください。"
    said = f"最後のバックアップ: {wareki_time(last.at)}（{filesize_ja(last.size)}）"
    days = working_days_between(as_date(last.at), today())
    return f"{said}。{days}開庁日前です。運用の担当者に確かめてください。" if days >= LONG else said
