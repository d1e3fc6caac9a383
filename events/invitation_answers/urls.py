from django.urls import path

from events.invitation_answers import views

urlpatterns = [
    path("by-mail/<slug:number>/", views.invitation_by_mail, name="invitation-by-mail"),
]
