from django.urls import path

from pamphlets.closing import views

urlpatterns = [
    path("pamphlets/<int:pk>/close/", views.pamphlet_close, name="pamphlet-close"),
    path("pamphlets/<int:pk>/withdraw/", views.pamphlet_withdraw, name="pamphlet-withdraw"),
]
