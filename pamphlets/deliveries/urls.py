from django.urls import path

from pamphlets.deliveries import views

urlpatterns = [
    path("pamphlets/<int:pk>/delivery/", views.delivery_page, name="delivery-page"),
    path("pamphlets/<int:pk>/receive/", views.copies_receive, name="copies-receive"),
    path("pamphlets/<int:pk>/finish/", views.handing_out_finish, name="handing-out-finish"),
    path("pamphlets/<int:pk>/deliveries/<int:answer_pk>/undo/", views.delivery_undo, name="delivery-undo"),
]
