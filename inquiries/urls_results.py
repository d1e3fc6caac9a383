"""Addresses of the results: table, numbers, sheets and files."""

from django.urls import path

from inquiries.views import late, results

urlpatterns = [
    path("late/", late.late_list, name="late-list"),
    path("late.xlsx", late.late_xlsx, name="late-xlsx"),
    path("<int:pk>/results/", results.result_list, name="result-list"),
    path("<int:pk>/results/<int:answer_pk>/", results.result_detail, name="result-detail"),
    path("<int:pk>/counts/", results.count_list, name="count-list"),
    path("<int:pk>/results.xlsx", results.result_xlsx, name="result-xlsx"),
    path("<int:pk>/files.zip", results.result_zip, name="result-zip"),
]
