from django.urls import path

from inquiries.retractions import views

urlpatterns = [
    path("<int:pk>/purge/", views.inquiry_purge, name="inquiry-purge"),
    path("<int:pk>/answers/<int:answer_pk>/purge/", views.answer_purge, name="answer-purge"),
    path("<int:pk>/steps/<int:step_pk>/retract/", views.step_retract, name="step-retract"),
    path("<int:pk>/steps/<int:step_pk>/purge/", views.step_purge, name="step-purge"),
]
