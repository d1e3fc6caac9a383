from django.urls import path

from board.link_cards import views

urlpatterns = [path("topics/<int:pk>/link/", views.link_edit, name="link-edit")]
