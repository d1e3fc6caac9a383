"""Addresses of pamphlet distribution (パンフレット配布依頼); included by board.urls in its namespace."""

from django.urls import path

from board.views import pamphlet

urlpatterns = [  # under /board/pamphlets/
    path("", pamphlet.pamphlet_list, name="pamphlet-list"),
    path("<int:pk>/", pamphlet.pamphlet_detail, name="pamphlet-detail"),
    path("<int:pk>/answer/", pamphlet.pamphlet_answer, name="pamphlet-answer"),
    path("<int:pk>/close/", pamphlet.pamphlet_close, name="pamphlet-close"),
    path("<int:pk>/withdraw/", pamphlet.pamphlet_withdraw, name="pamphlet-withdraw"),
    path("<int:pk>/answers.xlsx", pamphlet.pamphlet_xlsx, name="pamphlet-xlsx"),
]
new_urlpatterns = [  # under /board/new/pamphlet/
    path("", pamphlet.pamphlet_create, name="pamphlet-create"),
]
