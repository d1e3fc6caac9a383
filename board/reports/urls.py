from django.urls import path

from board.reports import views

urlpatterns = [
    path("topics/<int:pk>/report/", views.topic_report, name="topic-report"),
    path("replies/<int:pk>/report/", views.reply_report, name="reply-report"),
    path("reports/", views.report_list, name="report-list"),
    path("reports/<int:pk>/", views.report_detail, name="report-detail"),
    path("reports/<int:pk>/decide/", views.report_decide, name="report-decide"),
]
