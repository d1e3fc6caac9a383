from django.urls import path

from board.digests import views

urlpatterns = [
    path("stop/digest/<slug:who>/<slug:code>/", views.digest_edit, name="digest-edit"),
    path("stop/digest/<slug:who>/<slug:code>/one-click/", views.digest_one_click, name="digest-one-click"),
]
