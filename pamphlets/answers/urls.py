from django.urls import path

from pamphlets.answers import views

urlpatterns = [
    path("pamphlets/answer/", views.pamphlet_answers, name="pamphlet-answers"),
    path("pamphlets/<int:pk>/answer/", views.pamphlet_answer, name="pamphlet-answer"),
    path("pamphlets/<int:pk>/answers.xlsx", views.pamphlet_xlsx, name="pamphlet-xlsx"),
]
