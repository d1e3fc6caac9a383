"""Without a login; the addresses are in mails and on paper."""

from django.urls import path

from sign_ups.survey_answers import views

app_name = "survey_answers"
urlpatterns = [
    path("", views.survey_enter, name="survey-enter"),
    path("<slug:code>/", views.survey_answer, name="survey-answer"),
    path("<slug:code>/thanks/", views.survey_thanks, name="survey-thanks"),
]
