"""What attached pictures of topics and replies show (添付ファイルの説明)."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from board.replies.rules import can_edit_reply
from board.replies.views import visible_reply
from board.topics.models import Topic
from board.topics.rules import can_edit_topic
from common.attachments.views import file_descriptions_page
from members.access.decorators import members_only
from members.access.resume_after_login import pop_stored_form, resumes_after_login


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def topic_files(request, pk):
    topic = get_object_or_404(Topic.objects.visible_to(request.user), pk=pk)
    return _page(request, topic, topic.number_name, can_edit_topic)


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def reply_files(request, pk):
    reply = visible_reply(request, pk)
    return _page(request, reply, str(reply), can_edit_reply)


def _page(request, owner, title, may):
    back, kept = owner.get_absolute_url(), pop_stored_form(request)
    return file_descriptions_page(request, owner=owner, title=title, back=back, may=may, kept=kept)
