from django.urls import path

from pamphlets.reminders import views

urlpatterns = [
    path("pamphlets/<int:pk>/remind/", views.pamphlet_remind, name="pamphlet-remind"),
    path("pamphlets/late/", views.pamphlet_late, name="pamphlet-late"),
    path("pamphlets/late.xlsx", views.pamphlet_late_xlsx, name="pamphlet-late-xlsx"),
]
