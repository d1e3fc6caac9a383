import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.audit_log.queries import entries_of
from news.issues.models import NewsIssue


def test_an_issue_is_a_draft_until_it_is_published(browser, secretariat, visitor):
    client = browser(secretariat)
    client.post("/admin/news/newsissue/add/", {"volume": "1", "source": "出典", "topics": "一行目\r\n二行目"})
    issue = NewsIssue.objects.get()
    assert issue.topics == "一行目\n二行目"
    assert visitor.get(issue.get_absolute_url()).status_code == 404
    chosen = {"action": "publish_chosen", "_selected_action": [issue.pk]}
    client.post("/admin/news/newsissue/", chosen)
    issue.refresh_from_db()
    assert issue.published_by == secretariat
    assert visitor.get(issue.get_absolute_url()).status_code == 200
    verbs = [entry.verb for entry in entries_of(issue)]
    assert verbs == ["news.newsissue_published", "news.newsissue_created"]


def test_a_control_character_is_refused_and_the_text_stays(browser, secretariat):
    response = browser(secretariat).post(
        "/admin/news/newsissue/add/", {"volume": "1", "source": "出典", "topics": "長い内容\u202e"}
    )
    assert response.status_code == 200
    assert "制御文字" in response.content.decode()
    assert "長い内容" in response.content.decode()
    assert not NewsIssue.objects.exists()


def test_a_volume_that_exists_is_refused(browser, secretariat, make_issue):
    make_issue(13)
    response = browser(secretariat).post("/admin/news/newsissue/add/", {"volume": "13", "source": "出典"})
    assert "この号はもう登録されています" in response.content.decode()
    assert NewsIssue.objects.count() == 1


@pytest.mark.parametrize("number", [1, 3])
def test_admin_pages_need_few_queries(browser, secretariat, make_issue, number):
    client = browser(secretariat)
    for volume in range(1, number + 1):
        issue = make_issue(volume)
    # content types are cached for the process
    client.get(f"/admin/news/newsissue/{issue.pk}/change/")
    counts = []
    for path in ("newsissue/", f"newsissue/{issue.pk}/change/"):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/admin/news/{path}").status_code == 200
        counts.append(len(queries))
    assert counts == [9, 6]
