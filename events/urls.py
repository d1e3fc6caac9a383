from django.urls import include, path, re_path

from events.applications import views as applications
from events.calendars.views import event_file
from events.calls import views as calls
from events.copies.views import event_copied, event_copy
from events.decisions import views as decisions
from events.editing import views as editing
from events.event_desk.views import event_desk, event_own_list
from events.event_lists.views import (
    calendar,
    event_archive,
    event_feed,
    event_list,
    event_month,
    event_series,
    event_sheet,
)
from events.event_page.views import event_detail
from events.holding.views import event_holding
from events.open_data.views import (
    event_import_commit,
    event_import_create,
    event_import_detail,
    event_import_discard,
    event_import_template,
    event_open_data,
)
from events.participation_lists.views import participation_list, participation_sheet
from events.programmes import views as programmes
from events.publication import views as publication
from events.reports.views import report_edit, report_files, report_publish, report_withdraw

app_name = "events"
urlpatterns = [
    path("", event_list, name="event-list"),
    path("list.xlsx", event_sheet, name="event-sheet"),
    re_path(r"^calendar/(?:(?P<month>[0-9]{4}-[0-9]{2})/)?$", event_month, name="event-month"),
    path("archive/", event_archive, name="event-archive"),
    path("series/<int:pk>/", event_series, name="event-series"),
    path("calendar.ics", calendar, name="calendar"),
    path("open-data.csv", event_open_data, name="event-open-data"),
    path("imports/", event_import_create, name="event-import-create"),
    path("imports/template.xlsx", event_import_template, name="event-import-template"),
    path("imports/<int:pk>/", event_import_detail, name="event-import-detail"),
    path("imports/<int:pk>/commit/", event_import_commit, name="event-import-commit"),
    path("imports/<int:pk>/discard/", event_import_discard, name="event-import-discard"),
    path("feed.xml", event_feed, name="event-feed"),
    path("<int:pk>/", event_detail, name="event-detail"),
    path("<int:pk>/report/", report_edit, name="report-edit"),
    path("<int:pk>/report/files/", report_files, name="report-files"),
    path("<int:pk>/report/publish/", report_publish, name="report-publish"),
    path("<int:pk>/report/withdraw/", report_withdraw, name="report-withdraw"),
    path("calls/", calls.call_list, name="call-list"),
    path("<int:pk>/call/", applications.call_detail, name="call-detail"),
    path("<int:pk>/call/apply/", applications.call_apply, name="call-apply"),
    path("<int:pk>/call/withdraw/", applications.call_withdraw, name="call-withdraw"),
    path("<int:pk>/call/edit/", calls.call_edit, name="call-edit"),
    path("<int:pk>/call/questions/", calls.call_questions, name="call-questions"),
    path("<int:pk>/call/open/", calls.call_open, name="call-open"),
    path("<int:pk>/call/applications/", decisions.application_list, name="application-list"),
    path("<int:pk>/call/applications/<int:part>/", decisions.application_detail, name="application-detail"),
    path("", include("events.invitations.urls")),
    path("", include("events.invitation_answers.urls")),
    path("", include("events.sheet_answers.urls")),
    path("<int:pk>.ics", event_file, name="event-file"),
    path("new/", editing.event_new, name="event-new"),
    path("own/", event_own_list, name="event-own-list"),
    path("<int:pk>/desk/", event_desk, name="event-desk"),
    path("<int:pk>/edit/", editing.event_edit, name="event-edit"),
    path("<int:pk>/programme/", programmes.programme_list, name="programme-list"),
    path("<int:pk>/programme/new/", programmes.programme_part_new, name="programme-part-new"),
    path("<int:pk>/programme/<int:part>/", programmes.programme_part_edit, name="programme-part-edit"),
    path(
        "<int:pk>/programme/<int:part>/files/",
        programmes.programme_part_files,
        name="programme-part-files",
    ),
    path(
        "<int:pk>/programme/<int:part>/delete/",
        programmes.programme_part_delete,
        name="programme-part-delete",
    ),
    path("<int:pk>/participations/", participation_list, name="participation-list"),
    path("<int:pk>/participations.xlsx", participation_sheet, name="participation-sheet"),
    path("", include("events.sheets.urls")),
    path("<int:pk>/booths/", include("events.booths.urls")),
    path("<int:pk>/files/", editing.event_files, name="event-files"),
    path("<int:pk>/copy/", event_copy, name="event-copy"),
    path("<int:pk>/copied/", event_copied, name="event-copied"),
    path("<int:pk>/holding/", event_holding, name="event-holding"),
    path("<int:pk>/submit/", publication.event_submit, name="event-submit"),
    path("<int:pk>/publish/", publication.event_publish, name="event-publish"),
    path("<int:pk>/schedule/", publication.event_schedule, name="event-schedule"),
    path("<int:pk>/unschedule/", publication.event_unschedule, name="event-unschedule"),
    path("<int:pk>/return/", publication.event_return, name="event-return"),
    path("<int:pk>/withdraw/", publication.event_withdraw, name="event-withdraw"),
]
