"""What the pages would cost at least: the same rows by the plain ORM, and by SQL written by hand.

`orm_...` is how the tutorial of Django would write them: querysets, Paginator, templates. `sql_...` is one
statement and the smallest template that shows the same rows; nobody is asked who they are.
"""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db import connection
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404, render

from board.replies.models import Reply
from board.topics.models import Topic
from board.unread.models import ReadingFloor, ReadMark

SHOWN = ["kind", "state", "title", "excerpt", "reply_count", "last_activity_at", "activity_no"]
SHOWN += ["organization__prefecture", "organization__name"]


class PlainReplyForm(forms.Form):
    body = forms.CharField(label="返信の内容", widget=forms.Textarea)


def _topics(user):
    """What the user may read, as a plain board would ask."""
    readable = Q(audience="all") | Q(organization=user.section.organization_id)
    topics = Topic.objects.filter(readable, published_at__isnull=False, hidden_at=None, merged_into=None)
    return topics.order_by("-activity_no")


def _list(request, topics):
    """A page of topics, each with the number up to which the user has read it."""
    page = _page(request, topics.select_related("organization").only(*SHOWN))
    floor = ReadingFloor.objects.filter(user=request.user).values_list("activity_no", flat=True).first()
    marks = ReadMark.objects.filter(user=request.user, topic__in=list(page))
    read = dict(marks.values_list("topic", "activity_no"))
    for topic in page:
        topic.read_no = read.get(topic.pk, floor or 0)
    return render(request, "bench/orm_list.html", {"page": page})


def _page(request, rows, per_page=20):
    return Paginator(rows, per_page).get_page(request.GET.get("page"))


def orm_list(request):
    topics = _topics(request.user).exclude(kind="talk")
    if kind := request.GET.get("kind"):
        topics = topics.filter(kind=kind)
    return _list(request, topics)


def orm_unread(request):
    mark = ReadMark.objects.filter(user=request.user, topic=OuterRef("pk")).values("activity_no")
    floor = ReadingFloor.objects.filter(user=request.user).values("activity_no")
    topics = _topics(request.user).filter(activity_no__gt=Coalesce(Subquery(mark), Subquery(floor), 0))
    return _list(request, topics)


def orm_topic(request, pk):
    topics = _topics(request.user).select_related("organization", "section", "author")
    topic = get_object_or_404(topics, pk=pk)
    replies = Reply.objects.filter(topic=topic, hidden_at=None).order_by("number")
    page = _page(request, replies.select_related("organization", "section"), per_page=50)
    context = {"topic": topic, "page": page, "form": PlainReplyForm()}
    return render(request, "bench/orm_topic.html", context)


_LIST = """
SELECT t.id, t.title, t.excerpt, t.organization_name, t.last_activity_at, t.reply_count
FROM board_topic t
WHERE t.published_at IS NOT NULL AND t.hidden_at IS NULL AND t.merged_into_id IS NULL
    AND t.audience = 'all' AND t.kind <> 'talk' AND t.activity_no < %s
ORDER BY t.activity_no DESC LIMIT 20
"""
_REPLIES = """
SELECT r.number, r.organization_name, s.name AS section, r.author_name, r.created_at, r.body_html
FROM board_reply r JOIN members_section s ON s.id = r.section_id
WHERE r.topic_id = %s AND r.hidden_at IS NULL ORDER BY r.number LIMIT 50
"""


def _rows(sql, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@login_not_required
def sql_list(request):
    """Deeper pages begin at the number that the page before ended with."""
    below = int(request.GET.get("below", 1 << 60))
    return render(request, "bench/sql_list.html", {"topics": _rows(_LIST, below)})


@login_not_required
def sql_topic(request, pk):
    topic = _rows("SELECT title, body_html, organization_name FROM board_topic WHERE id = %s", pk)[0]
    return render(request, "bench/sql_topic.html", {"topic": topic, "replies": _rows(_REPLIES, pk)})
