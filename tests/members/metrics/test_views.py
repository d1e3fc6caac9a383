import pytest

from common.audit_log.queries import entries_of
from members.metrics.models import Metric

pytestmark = pytest.mark.django_db
TYPED = {
    "name": "partner_municipalities",
    "as_of": "令和8年10月1日",
    "precision": "day",
    "value": "４００",
    "qualifier": "約400自治体",
    "source": "広報第1号",
}


def test_a_figure_is_added_with_its_source_and_corrected(browser, visitor, secretariat):
    client = browser(secretariat)
    assert client.post("/members/metrics/new/", TYPED).status_code == 302
    row = Metric.objects.get()
    assert row.value == 400
    again = client.post("/members/metrics/new/", TYPED)
    assert "同じ項目の同じ時点の値があります。" in again.text
    changed = client.post(f"/members/metrics/{row.pk}/", TYPED | {"value": "401", "qualifier": "401自治体"})
    assert changed.status_code == 302
    assert "令和8年10月1日" in client.get("/members/metrics/").text
    assert "401自治体" in visitor.get("/about/").text
    changed, added = entries_of(row)
    assert (added.verb, changed.verb) == ("members.metric_added", "members.metric_changed")
    assert changed.facts["changes"] == {"値": ["400", "401"], "公表時の表現": ["約400自治体", "401自治体"]}


@pytest.mark.parametrize("typed", [{"source": ""}, {"value": "-1"}, {"value": "多数"}, {"as_of": "13月"}])
def test_a_bad_form_writes_nothing(browser, secretariat, typed):
    answer = browser(secretariat).post("/members/metrics/new/", TYPED | typed)
    assert answer.status_code == 400
    assert not Metric.objects.exists()
