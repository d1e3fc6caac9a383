from django.urls import path

from board.subscriptions import views

urlpatterns = [
    path("notices/", views.subscription_edit, name="subscription-edit"),
    path("notices/<slug:whose>/add/", views.watch_add, name="watch-add"),
    path("notices/<slug:whose>/rhythm/", views.subscription_rhythm, name="subscription-rhythm"),
    path("notices/<slug:whose>/reset/", views.watch_reset, name="watch-reset"),
    path("notices/<slug:whose>/rows/<slug:row>/", views.watch_edit, name="watch-edit"),
    path("notices/<slug:whose>/rows/<slug:row>/remove/", views.watch_remove, name="watch-remove"),
    path("topics/<int:pk>/notices/", views.topic_watch, name="topic-watch"),
    path("stop/<int:pk>/<slug:who>/<slug:code>/", views.unsubscribe, name="unsubscribe"),
    path(
        "stop/<int:pk>/<slug:who>/<slug:code>/one-click/",
        views.unsubscribe_one_click,
        name="unsubscribe-one-click",
    ),
]
