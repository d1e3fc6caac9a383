from django.contrib import admin

from common.admin_mixins import ReadOnlyAdmin, column, short_moment
from common.clock import clock_label
from common.clock_runs.models import ClockFailure, ClockRun


@admin.register(ClockFailure)
class ClockFailureAdmin(ReadOnlyAdmin):
    list_display = ["label", "row_text", "error", "times", "first_short", "last_short"]

    label = column("処理", lambda row: clock_label(row.name), ordering="name")
    first_short = column("最初の日時", lambda row: short_moment(row.first_at), ordering="first_at")
    last_short = column("最後の日時", lambda row: short_moment(row.last_at), ordering="last_at")


@admin.register(ClockRun)
class ClockRunAdmin(ReadOnlyAdmin):
    list_display = ["label", "due_short", "finished_short", "done", "failed"]

    label = column("処理", lambda row: clock_label(row.name), ordering="name")
    due_short = column("予定の日時", lambda row: short_moment(row.due_at), ordering="due_at")

    @admin.display(description="終了日時", ordering="finished_at")
    def finished_short(self, run):
        return short_moment(run.finished_at) if run.finished_at else "―"
