from django.urls import path

from board.drafts import views

urlpatterns = [
    path("drafts/", views.draft_list, name="draft-list"),
    path("topics/<int:pk>/discard/", views.topic_discard, name="topic-discard"),
    path("new/<slug:kind>/autosave/", views.topic_autosave_new, name="topic-autosave-new"),
    path("topics/<int:pk>/autosave/", views.topic_autosave, name="topic-autosave"),
    path("topics/<int:pk>/writing/", views.topic_presence, name="topic-presence"),
]
