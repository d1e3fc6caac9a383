from django.urls import path

from events.sheet_answers import views

urlpatterns = [
    path("sheets/by-mail/<slug:number>/", views.sheet_by_mail, name="sheet-by-mail"),
]
