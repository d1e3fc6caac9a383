from django.urls import path

from news.news.views import announcement_detail, announcement_list, newsissue_detail, newsissue_list

app_name = "news"
urlpatterns = [
    path("", announcement_list, name="announcement-list"),
    path("<int:pk>/", announcement_detail, name="announcement-detail"),
    path("issues/", newsissue_list, name="newsissue-list"),
    path("issues/<int:volume>/", newsissue_detail, name="newsissue-detail"),
]
