from django.urls import path

from pamphlets.answer_changes import views

urlpatterns = [
    path("pamphlets/<int:pk>/answers/<int:answer_pk>/change/", views.answer_change, name="answer-change"),
    path(
        "pamphlets/<int:pk>/answers/<int:answer_pk>/change/<int:change_pk>/",
        views.change_decide,
        name="change-decide",
    ),
]
