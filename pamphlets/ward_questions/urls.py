from django.urls import path

from pamphlets.ward_questions import views

urlpatterns = [
    path("pamphlets/<int:pk>/question/", views.pamphlet_question, name="pamphlet-question"),
    path("pamphlets/<int:pk>/questions/<int:question_pk>/", views.question_reply, name="question-reply"),
]
