from django.urls import path

from pamphlets.answers_by_mail import views

urlpatterns = [
    path("pamphlets/by-mail/<slug:number>/", views.pamphlet_by_mail, name="pamphlet-by-mail"),
    path(
        "pamphlets/by-mail/<slug:number>/files/<uuid:pk>/",
        views.pamphlet_by_mail_file,
        name="pamphlet-by-mail-file",
    ),
]
