from django.contrib import admin

from common.admin_mixins import ReadOnlyAdmin, short_moment
from common.clock import clock_label
from common.clock_runs.models import ClockFailure, ClockRun


@admin.register(ClockFailure)
class ClockFailureAdmin(ReadOnlyAdmin):
    list_display = ["label", "row_text", "error", "times", "first_short", "last_short"]

    @admin.display(description="処理", ordering="name")
    def label(self, failure):
        return clock_label(failure.name)

    @admin.display(description="最初の日時", ordering="first_at")
    def first_short(self, failure):
        return short_moment(failure.first_at)

    @admin.display(description="最後の日時", ordering="last_at")
    def last_short(self, failure):
        return short_moment(failure.last_at)


@admin.register(ClockRun)
class ClockRunAdmin(ReadOnlyAdmin):
    list_display = ["label", "due_short", "finished_short", "done", "failed"]

    @admin.display(description="処理", ordering="name")
    def label(self, run):
        return clock_label(run.name)

    @admin.display(description="予定の日時", ordering="due_at")
    def due_short(self, run):
        return short_moment(run.due_at)

    @admin.display(description="終了日時", ordering="finished_at")
    def finished_short(self, run):
        return short_moment(run.finished_at) if run.finished_at else "―"
