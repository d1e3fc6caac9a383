"""Addresses of answering by mail and of changing accepted copies; included by board.urls_pamphlet."""

from django.urls import path

from board.views import answer_change, by_mail

urlpatterns = [  # under /board/pamphlets/
    path("by-mail/<slug:number>/", by_mail.pamphlet_by_mail, name="pamphlet-by-mail"),
    path(
        "by-mail/<slug:number>/files/<uuid:pk>/", by_mail.pamphlet_by_mail_file, name="pamphlet-by-mail-file"
    ),
    path("<int:pk>/answers/<int:answer_pk>/change/", answer_change.answer_change, name="answer-change"),
    path(
        "<int:pk>/answers/<int:answer_pk>/change/<int:change_pk>/",
        answer_change.change_decide,
        name="change-decide",
    ),
]
