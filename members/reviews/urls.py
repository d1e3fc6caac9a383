from django.urls import path

from members.reviews import views

urlpatterns = [
    path("changes/", views.review_list, name="review-list"),
    path("changes/seen/", views.review_mark_seen, name="review-mark-seen"),
]
