from django.urls import path

from pamphlets.retractions import views

urlpatterns = [
    path("pamphlets/<int:pk>/purge/", views.pamphlet_purge, name="pamphlet-purge"),
    path("pamphlets/<int:pk>/answers/<int:answer_pk>/purge/", views.answer_purge, name="answer-purge"),
    path("pamphlets/<int:pk>/steps/<int:step_pk>/retract/", views.step_retract, name="step-retract"),
    path("pamphlets/<int:pk>/steps/<int:step_pk>/purge/", views.step_purge, name="step-purge"),
]
