from django.urls import path

from members.reviews import views

urlpatterns = [
    path("changes/", views.review_list, name="review-list"),
    path("changes/seen/", views.review_see, name="review-see"),
]
