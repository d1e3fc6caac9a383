from django.urls import path

from news import views

app_name = "news"
urlpatterns = [
    path("", views.announcement_list, name="announcement-list"),
    path("<int:pk>/", views.announcement_detail, name="announcement-detail"),
    path("issues/", views.newsissue_list, name="newsissue-list"),
    path("issues/<int:volume>/", views.newsissue_detail, name="newsissue-detail"),
]
