from django.urls import path

from sign_ups.surveys import views

urlpatterns = [
    path("<int:pk>/survey/", views.survey_detail, name="survey-detail"),
    path("<int:pk>/survey/edit/", views.survey_edit, name="survey-edit"),
    path("<int:pk>/survey/questions/", views.survey_questions, name="survey-questions"),
    path("<int:pk>/survey/open/", views.survey_open, name="survey-open"),
    path("<int:pk>/survey/close/", views.survey_close, name="survey-close"),
    path("<int:pk>/survey/paper/", views.survey_paper, name="survey-paper"),
    path("<int:pk>/survey/results.xlsx", views.survey_sheet, name="survey-sheet"),
]
