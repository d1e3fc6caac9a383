from django.urls import path

from board.retractions import views

urlpatterns = [
    path("topics/<int:pk>/retract/", views.topic_retract, name="topic-retract"),
    path("topics/<int:pk>/purge/", views.topic_purge, name="topic-purge"),
    path("replies/<int:pk>/retract/", views.reply_retract, name="reply-retract"),
    path("replies/<int:pk>/purge/", views.reply_purge, name="reply-purge"),
    path("versions/<int:pk>/retract/", views.version_retract, name="version-retract"),
    path("versions/<int:pk>/purge/", views.version_purge, name="version-purge"),
]
