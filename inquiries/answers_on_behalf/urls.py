from django.urls import path

from inquiries.answers_on_behalf import views

urlpatterns = [
    path("without-contact/", views.without_contact_list, name="without-contact-list"),
    path("<int:pk>/answers/<int:answer_pk>/on-behalf/", views.answer_on_behalf, name="answer-on-behalf"),
]
