from django.urls import path

from disaster.body_support.views import municipality_support, ward_support
from disaster.bulletins.views import (
    bulletin_detail,
    bulletin_discard,
    bulletin_edit,
    bulletin_new,
    bulletin_publish,
)
from disaster.disaster_page.views import disaster_detail, disaster_list
from disaster.entry.views import (
    record_correct,
    record_history,
    record_list,
    record_new,
    record_restore,
    statement_new,
)
from disaster.figures.views import figure_detail, sum_difference_confirm, sum_difference_list
from disaster.imports.views import import_commit, import_create, import_detail, import_discard
from disaster.printed_figures.views import (
    figures_print,
    printed_detail,
    printed_list,
    printed_new,
    printed_paper,
    printed_sheet,
)
from disaster.register.views import (
    disaster_edit,
    disaster_files,
    disaster_merge,
    disaster_new,
    disaster_publish,
    disaster_withdraw,
    merge_undo,
)
from disaster.statements.models import Statement
from disaster.statements.views import statement_list
from disaster.support_files.views import support_csv, support_json, support_xlsx
from disaster.support_tables.views import support_tables
from disaster.ward_reports.views import (
    report_accept,
    report_correction,
    report_detail,
    report_edit,
    report_list,
    report_new,
    report_return,
    report_submit,
    report_withdraw,
)

app_name = "disaster"
urlpatterns = [
    path("", disaster_list, name="disaster-list"),
    path("support.csv", support_csv, name="support-csv"),
    path("support.xlsx", support_xlsx, name="support-xlsx"),
    path("support.json", support_json, name="support-json"),
    path("statements/", statement_list, name="statement-list"),
    path("tables/", support_tables, name="support-tables"),
    path("wards/<slug:code>/", ward_support, name="ward-support"),
    path("municipalities/<slug:code>/", municipality_support, name="municipality-support"),
    path("figures/printed/", printed_list, name="printed-list"),
    path("figures/printed/paper/", printed_paper, name="printed-paper"),
    path("figures/printed/paper.xlsx", printed_sheet, name="printed-sheet"),
    path("figures/printed/<int:pk>/", printed_detail, name="printed-detail"),
    path("figures/differences/", sum_difference_list, name="sum-difference-list"),
    path("figures/differences/<int:pk>/confirm/", sum_difference_confirm, name="sum-difference-confirm"),
    path("figures/<slug:key>/print/", printed_new, name="printed-new"),
    path("figures/<slug:key>/", figure_detail, name="figure"),
    path("<int:pk>/", disaster_detail, name="disaster-detail"),
    path("<int:pk>/bulletins/new/", bulletin_new, name="bulletin-new"),
    path("<int:pk>/bulletins/<int:number>/", bulletin_detail, name="bulletin-detail"),
    path("<int:pk>/bulletins/<int:number>/edit/", bulletin_edit, name="bulletin-edit"),
    path("<int:pk>/bulletins/<int:number>/publish/", bulletin_publish, name="bulletin-publish"),
    path("<int:pk>/bulletins/<int:number>/discard/", bulletin_discard, name="bulletin-discard"),
    path("<int:pk>/figures/print/", figures_print, name="figures-print"),
    path("import/", import_create, name="import-create"),
    path("import/<int:pk>/", import_detail, name="import-detail"),
    path("import/<int:pk>/commit/", import_commit, name="import-commit"),
    path("import/<int:pk>/discard/", import_discard, name="import-discard"),
    path("new/", disaster_new, name="disaster-new"),
    path("<int:pk>/files/", disaster_files, name="disaster-files"),
    path("<int:pk>/edit/", disaster_edit, name="disaster-edit"),
    path("<int:pk>/publish/", disaster_publish, name="disaster-publish"),
    path("<int:pk>/withdraw/", disaster_withdraw, name="disaster-withdraw"),
    path("<int:pk>/merge/", disaster_merge, name="disaster-merge"),
    path("<int:pk>/merge/undo/", merge_undo, name="merge-undo"),
    path("<int:pk>/records/", record_list, name="record-list"),
    path("<int:pk>/records/new/", record_new, name="record-new"),
    path("<int:pk>/statements/new/", statement_new, name="statement-new"),
    path("reports/", report_list, name="report-list"),
    path("<int:pk>/reports/new/", report_new, name="report-new"),
    path("records/<int:pk>/reports/new/", report_correction, name="report-correction"),
    path("reports/<int:pk>/", report_detail, name="report-detail"),
    path("reports/<int:pk>/edit/", report_edit, name="report-edit"),
    path("reports/<int:pk>/submit/", report_submit, name="report-submit"),
    path("reports/<int:pk>/withdraw/", report_withdraw, name="report-withdraw"),
    path("reports/<int:pk>/accept/", report_accept, name="report-accept"),
    path("reports/<int:pk>/return/", report_return, name="report-return"),
    path("records/<int:pk>/", record_history, name="record-history"),
    path("records/<int:pk>/correct/", record_correct, name="record-correct"),
    path("records/<int:pk>/restore/", record_restore, name="record-restore"),
    path("statements/<int:pk>/", record_history, {"of": Statement}, name="statement-history"),
    path("statements/<int:pk>/correct/", record_correct, {"of": Statement}, name="statement-correct"),
    path("statements/<int:pk>/restore/", record_restore, {"of": Statement}, name="statement-restore"),
]
