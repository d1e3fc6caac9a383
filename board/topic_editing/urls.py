from django.urls import path

from board.topic_editing import views

urlpatterns = [
    path("new/", views.topic_choose, name="topic-choose"),
    path("new/<slug:kind>/", views.topic_new, name="topic-new"),
    path("topics/<int:pk>/edit/", views.topic_edit, name="topic-edit"),
    path("versions/<int:pk>/restore/", views.version_restore, name="version-restore"),
]
