from django.urls import path

from news.announcements.feed import news_feed
from news.announcements.views import announcement_detail, announcement_list
from news.editing import views as editing
from news.issues.views import article_detail, newsissue_detail, newsissue_list

app_name = "news"
urlpatterns = [
    path("", announcement_list, name="announcement-list"),
    path("feed.xml", news_feed, name="news-feed"),
    path("register/", editing.announcement_register, name="announcement-register"),
    path("new/", editing.announcement_new, name="announcement-new"),
    path("<int:pk>/", announcement_detail, name="announcement-detail"),
    path("<int:pk>/desk/", editing.announcement_desk, name="announcement-desk"),
    path("<int:pk>/edit/", editing.announcement_edit, name="announcement-edit"),
    path("<int:pk>/files/", editing.announcement_files, name="announcement-files"),
    path("<int:pk>/publish/", editing.announcement_publish, name="announcement-publish"),
    path("<int:pk>/schedule/", editing.announcement_schedule, name="announcement-schedule"),
    path("<int:pk>/unschedule/", editing.announcement_unschedule, name="announcement-unschedule"),
    path("<int:pk>/withdraw/", editing.announcement_withdraw, name="announcement-withdraw"),
    path("<int:pk>/end/", editing.announcement_end, name="announcement-end"),
    path("<int:pk>/resume/", editing.announcement_resume, name="announcement-resume"),
    path("<int:pk>/delete/", editing.announcement_delete, name="announcement-delete"),
    path("issues/", newsissue_list, name="newsissue-list"),
    path("issues/<int:volume>/", newsissue_detail, name="newsissue-detail"),
    path("issues/<int:volume>/<int:order>/", article_detail, name="article-detail"),
]
