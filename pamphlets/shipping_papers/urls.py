from django.urls import path

from pamphlets.shipping_papers import views

urlpatterns = [
    path("pamphlets/<int:pk>/papers/", views.pamphlet_papers, name="pamphlet-papers"),
    path("pamphlets/<int:pk>/papers/make/", views.shipping_paper_create, name="shipping-paper-create"),
    path(
        "pamphlets/<int:pk>/papers/<int:paper_pk>/",
        views.shipping_paper_detail,
        name="shipping-paper-detail",
    ),
]
