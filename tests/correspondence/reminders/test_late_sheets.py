"""The sheets of what is late, of both rooms."""

import pytest
from django.urls import reverse

from common.audit_log.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["pamphlets:pamphlet-late-xlsx", "inquiries:late-xlsx"])
def test_who_may_not_take_it_leaves_no_line(name, browser, visitor, stranger):
    assert visitor.get(reverse(name)).status_code == 302
    assert browser(stranger).get(reverse(name)).status_code == 403
    assert not AuditEntry.objects.filter(verb__endswith="late_answers_exported").exists()
