"""Addresses of pamphlet distribution (パンフレット配布依頼); included by board.urls in its namespace."""

from django.urls import path

from board import urls_delivery, urls_pamphlet_draft, urls_ward_letter, urls_ward_rule
from board.views import pamphlet, pamphlet_draft, pamphlet_late, ward_answer

urlpatterns = [  # under /board/pamphlets/
    path("", pamphlet.pamphlet_list, name="pamphlet-list"),
    path("<int:pk>/", pamphlet.pamphlet_detail, name="pamphlet-detail"),
    path("answer/", ward_answer.pamphlet_answers, name="pamphlet-answers"),
    path("late/", pamphlet_late.pamphlet_late, name="pamphlet-late"),
    path("late.xlsx", pamphlet_late.pamphlet_late_xlsx, name="pamphlet-late-xlsx"),
    path("<int:pk>/answer/", ward_answer.pamphlet_answer, name="pamphlet-answer"),
    path("<int:pk>/question/", ward_answer.pamphlet_question, name="pamphlet-question"),
    path("<int:pk>/questions/<int:question_pk>/", ward_answer.question_reply, name="question-reply"),
    path("<int:pk>/forward/", ward_answer.pamphlet_forward, name="pamphlet-forward"),
    path("<int:pk>/close/", pamphlet.pamphlet_close, name="pamphlet-close"),
    path("<int:pk>/withdraw/", pamphlet.pamphlet_withdraw, name="pamphlet-withdraw"),
    path("<int:pk>/answers.xlsx", pamphlet.pamphlet_xlsx, name="pamphlet-xlsx"),
    *urls_ward_rule.urlpatterns,
    *urls_ward_letter.urlpatterns,
    *urls_pamphlet_draft.urlpatterns,
    *urls_delivery.urlpatterns,
]
new_urlpatterns = [  # under /board/new/pamphlet/
    path("", pamphlet_draft.pamphlet_create, name="pamphlet-create"),
]
