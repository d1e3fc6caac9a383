from django.urls import include, path

from board import (
    urls_answers,
    urls_files,
    urls_life,
    urls_lists,
    urls_order,
    urls_pamphlet,
    urls_paper,
    urls_telling,
    urls_writing,
)
from board.views import lists, order, paper, reply, schedule, topic, write

app_name = "board"
urlpatterns = [
    path("", lists.topic_list, name="topic-list"),
    path("jump/", lists.topic_jump, name="topic-jump"),
    path("unread/", lists.unread_list, name="unread-list"),
    path("unread/read-all/", lists.unread_read_all, name="unread-read-all"),
    path("drafts/", lists.draft_list, name="draft-list"),
    path("pamphlets/", include(urls_pamphlet.urlpatterns)),
    path("new/pamphlet/", include(urls_pamphlet.new_urlpatterns)),
    path("new/", write.topic_choose, name="topic-choose"),
    path("new/<slug:kind>/", write.topic_new, name="topic-new"),
    path("topics/<int:pk>/", topic.topic_detail, name="topic-detail"),
    path("topics/<int:pk>/print/", paper.topic_print, name="topic-print"),
    path("topics/<int:pk>/edit/", write.topic_edit, name="topic-edit"),
    path("topics/<int:pk>/preview/", schedule.topic_preview, name="topic-preview"),
    path("topics/<int:pk>/publish/", write.topic_publish, name="topic-publish"),
    path("topics/<int:pk>/discard/", write.topic_discard, name="topic-discard"),
    path("topics/<int:pk>/close/", order.topic_close, name="topic-close"),
    path("topics/<int:pk>/hide/", order.topic_hide, name="topic-hide"),
    path("topics/<int:pk>/show/", order.topic_show, name="topic-show"),
    path("topics/<int:pk>/reply/", reply.reply_post, name="reply-post"),
    path("replies/<int:pk>/hide/", order.reply_hide, name="reply-hide"),
    path("replies/<int:pk>/show/", order.reply_show, name="reply-show"),
    *urls_life.urlpatterns,
    *urls_writing.urlpatterns,
    *urls_files.urlpatterns,
    *urls_lists.urlpatterns,
    *urls_telling.urlpatterns,
    *urls_answers.urlpatterns,
    *urls_order.urlpatterns,
    *urls_paper.urlpatterns,
]
