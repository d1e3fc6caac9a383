from django.urls import path

from news.announcements.feed import news_feed
from news.announcements.views import announcement_detail, announcement_list
from news.article_editing import views as articles
from news.editing import views as editing
from news.issue_editing import views as issues
from news.issues.views import article_detail, newsissue_detail, newsissue_list
from news.paper_pages import views as papers

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
    path("issues/register/", issues.newsissue_register, name="newsissue-register"),
    path("issues/new/", issues.newsissue_new, name="newsissue-new"),
    path("issues/<int:volume>/", newsissue_detail, name="newsissue-detail"),
    path("issues/<int:volume>/<int:order>/", article_detail, name="article-detail"),
    path("issues/<int:volume>/desk/", issues.newsissue_desk, name="newsissue-desk"),
    path("issues/<int:volume>/edit/", issues.newsissue_edit, name="newsissue-edit"),
    path("issues/<int:volume>/files/", issues.newsissue_files, name="newsissue-files"),
    path("issues/<int:volume>/publish/", issues.newsissue_publish, name="newsissue-publish"),
    path("issues/<int:volume>/schedule/", issues.newsissue_schedule, name="newsissue-schedule"),
    path("issues/<int:volume>/unschedule/", issues.newsissue_unschedule, name="newsissue-unschedule"),
    path("issues/<int:volume>/withdraw/", issues.newsissue_withdraw, name="newsissue-withdraw"),
    path("issues/<int:volume>/delete/", issues.newsissue_delete, name="newsissue-delete"),
    path("issues/<int:volume>/pages/", papers.paperreading_detail, name="paperreading-detail"),
    path("issues/<int:volume>/pages/read/", papers.paperreading_request, name="paperreading-request"),
    path("issues/<int:volume>/pages/delete/", papers.paperreading_delete, name="paperreading-delete"),
    path("issues/<int:volume>/pages/<int:number>/", papers.paperpage_edit, name="paperpage-edit"),
    path("issues/<int:volume>/articles/new/", articles.article_new, name="article-new"),
    path("articles/<int:pk>/edit/", articles.article_edit, name="article-edit"),
    path("articles/<int:pk>/files/", articles.article_files, name="article-files"),
    path("articles/<int:pk>/up/", articles.article_up, name="article-up"),
    path("articles/<int:pk>/down/", articles.article_down, name="article-down"),
    path("articles/<int:pk>/publish/", articles.article_publish, name="article-publish"),
    path("articles/<int:pk>/withdraw/", articles.article_withdraw, name="article-withdraw"),
    path("articles/<int:pk>/delete/", articles.article_delete, name="article-delete"),
]
