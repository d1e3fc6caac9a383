"""Every list of /admin/: it tells only what it shows, and answers whatever is asked of it."""

from importlib import import_module
from urllib.parse import parse_qs, quote, urlencode

import pytest
from django.conf import settings
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db import transaction
from django.test import RequestFactory
from django.urls import reverse

from common.admin_site import DATE_PARTS, SiteAdmin
from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from common.publication.admin import PublicationAdmin
from members.organizations.models import Organization
from members.users.models import User
from tests.refusals import SAY_NO, undrawn

pytestmark = pytest.mark.django_db
LISTS = list(admin.site._registry.items())
NAMES = [model._meta.label for model, _ in LISTS]
HUGE = "99999999999999999999"
UNREADABLE = ["\x00", "a\x00b", "\x1b", "\u202e"]
BAD = [
    *UNREADABLE,
    "(",
    HUGE,
    "-1",
    "9" * 5000,
    "True",
    "[]",
    "１",
    "'",
    "%",
    "0x10",
    "2026-13-99",
    "а" * 300,
]


def address(model, action="changelist", *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{action}", args=args)


@pytest.fixture
def root(browser):
    """An administrator's browser: it opens every list; errors are answered, not raised.

    The pages that say no are the same everywhere and not drawn.
    """
    client = browser(User.objects.create_superuser("root@city.example", "x", name="管理者"))
    client.raise_request_exception = False
    with undrawn("400.html", *SAY_NO):
        yield client


def statuses(client, asked, method="get", **data) -> dict[str, int]:
    """The answers; each request is undone, as one that the database refused must be."""
    found = {}
    for what in asked:
        with transaction.atomic():
            response = getattr(client, method)(what, **data)
            response.getvalue()
            transaction.set_rollback(True)
        found[what[:200]] = response.status_code
    return found


def row(model, action, key) -> str:
    return address(model, action, "ROW").replace("ROW", quote(key))


def listed(model_admin, query) -> int:
    """The status of the list without drawing it: what is asked is asked of the database all the same."""
    request = RequestFactory().get(f"/{query}")
    request.user = User.objects.get(email="root@city.example")
    try:
        with transaction.atomic():
            return model_admin.changelist_view(request).status_code
    except (BadRequest, SuspiciousOperation):
        return 400


def broken(found: dict[str, int]) -> dict[str, int]:
    return {what: status for what, status in found.items() if status >= 500}


def parameters(model_admin) -> set[str]:
    """What the filters of the list and the dates above it write into the address."""
    request = RequestFactory().get("/")
    names = model_admin._written(request)
    return names | {
        f"{model_admin.date_hierarchy}__{part}" for part in DATE_PARTS if model_admin.date_hierarchy
    }


def test_every_list_is_one_of_the_site():
    """Also those that other packages register."""
    assert len(LISTS) > 30
    assert [model._meta.label for model, one in LISTS if not isinstance(one, SiteAdmin)] == []


@pytest.mark.parametrize("who", ["officer", "ward_officer"])
def test_it_is_the_secretariats(request, browser, who):
    """Each list and each way to add to it; officers are sent to the page that says why not."""
    person = request.getfixturevalue(who)
    asked = [address(model, action) for model, _ in LISTS for action in ("changelist", "add")]
    asked += [address(User, action, person.pk) for action in ("change", "history", "delete")]
    assert set(statuses(browser(person), asked).values()) == {302}


def test_whoever_registers_later_is_one_too():
    site = type(admin.site._wrapped)()

    class Other(admin.ModelAdmin):
        def lookup_allowed(self, lookup, value, request):
            return True

    site.register(OutgoingMail, Other)
    assert not site.get_model_admin(OutgoingMail).lookup_allowed(
        "body__regex", "x", RequestFactory().get("/")
    )


def test_no_column_is_read_by_asking_yes_or_no(browser, secretariat):
    """What an officer of the secretariat did: another's login code, letter by letter."""
    OutgoingMail.objects.create(
        key="k", purpose="x.y", to="a@city.example", subject="コード", body="コード 482913"
    )
    client = browser(secretariat)
    path = "/admin/common/auditentry/"
    asked = [f"{path}?{name}={value}" for name, value in [
        ("body__regex", "48[0-9]"), ("body__contains", "482913"), ("body", "482913"), ("body__gt", "a"),
        ("facts__code__startswith", "4"), ("to__startswith", "a"), ("by__password__startswith", "md5"),
        ("by__section__users__password__regex", "."), ("id__in", "1,2"),
    ]]  # fmt: skip
    assert set(statuses(client, asked).values()) == {400}


@pytest.mark.parametrize(("model", "model_admin"), LISTS, ids=NAMES)
def test_a_lookup_that_no_filter_wrote_is_refused(root, model, model_admin):
    """Every column of every list, and the columns of what it points to."""
    offered = parameters(model_admin)
    fields = [field for field in model._meta.get_fields() if getattr(field, "concrete", False)]
    names = [field.name for field in fields]
    names += [
        f"{field.name}__{one.name}"
        for field in fields
        if field.is_relation and field.related_model
        for one in field.related_model._meta.concrete_fields
    ]
    lookups = ["", "__regex", "__startswith", "__contains", "__in", "__lte", "__exact"]
    asked = {f"{name}{lookup}" for name in names for lookup in lookups} - offered
    request = RequestFactory().get("/")
    assert [name for name in asked if model_admin.lookup_allowed(name, "1", request)] == []
    some = [f"{address(model)}?{name}=1" for name in sorted(asked)[:: max(1, len(asked) // 5)]]
    assert set(statuses(root, some).values()) == {400}


@pytest.mark.parametrize(("model", "model_admin"), LISTS, ids=NAMES)
def test_what_a_filter_offers_opens(root, model, model_admin):
    """The links of the filters and of the dates are lookups that the list takes."""
    request = RequestFactory().get("/")
    request.user = User.objects.get(email="root@city.example")
    changelist = model_admin.get_changelist_instance(request)
    links = set()
    for spec in changelist.filter_specs:
        offered = [choice["query_string"] for choice in spec.choices(changelist) if "query_string" in choice]
        links |= {link for link in offered[:3] + offered[-1:] if link}  # the others differ in the value alone
    links |= {"?all=", "?o=1.-2", "?p=1", "?q=a"}
    if model_admin.date_hierarchy:
        field = model_admin.date_hierarchy
        links |= {f"?{field}__year=2026&{field}__month=4&{field}__day=1", f"?{field}__year=2026"}
    assert {link: listed(model_admin, link) for link in links} == dict.fromkeys(links, 200)
    assert root.get(f"{address(model)}?q=a").status_code == 200
    written = {name for link in links for name in parse_qs(link[1:], keep_blank_values=True)}
    assert written - parameters(model_admin) <= {"all", "o", "p", "q"}


@pytest.mark.parametrize(("model", "model_admin"), LISTS, ids=NAMES)
def test_bad_values_are_answered(root, model, model_admin):
    """In filters, dates, order, page and search, each alone and all at once; in the address of a row."""
    names = parameters(model_admin) | {"q", "p", "o"}
    alone = [f"?{urlencode({name: value})}" for name in names for value in ("(", HUGE)]
    if dates := model_admin.date_hierarchy:
        alone += [f"?{dates}__year={year}" for year in ("99999", "0", "x")]
    together = [f"?{urlencode(dict.fromkeys(names, value))}" for value in BAD if value not in UNREADABLE]
    assert broken({query: listed(model_admin, query) for query in alone + together}) == {}
    rows = [row(model, "change", value) for value in ("_00", "(", HUGE, "-1", "abc/def")]
    rows += [row(model, action, HUGE) for action in ("history", "delete")]
    assert broken(statuses(root, rows)) == {}
    posted = [row(model, "change", "_00"), row(model, "change", HUGE), row(model, "delete", HUGE)]
    assert broken(statuses(root, posted, "post", data={"post": "yes"})) == {}


def test_what_every_list_takes_is_answered(root):
    """Popups, facets, messages: the same code for each. What nobody can read meets none of it."""
    names = ["e", "all", "p", "_to_field", "_popup", "_facets", "_changelist_filters", "id__exact"]
    names += ["list_per_page", "_source_model"]
    users = address(User)
    asked = [f"{users}?{urlencode({name: value})}" for name in names for value in BAD]
    assert broken(statuses(root, asked)) == {}
    unread = [f"{users}?{urlencode({name: value})}" for name in ("q", "o") for value in UNREADABLE]
    assert set(statuses(root, [*unread, row(User, "change", "\x00")]).values()) == {400}


@pytest.mark.parametrize(("model", "model_admin"), LISTS, ids=NAMES)
def test_bad_values_that_are_posted_are_answered(root, model, model_admin):
    """The rows chosen for an action, and a form where every field holds the same."""
    fields = [*(field.name for field in model._meta.get_fields()), "_to_field", "_popup", "_saveasnew"]
    for value in ("(", HUGE):
        add = address(model, "add")
        assert broken(statuses(root, [add], "post", data=dict.fromkeys(fields, value))) == {}
        for action in {*model_admin.actions, "delete_selected", value}:
            chosen = {"action": action, "_selected_action": [value], "index": value}
            assert broken(statuses(root, [address(model)], "post", data=chosen)) == {}


def test_rows_are_offered_for_the_fields_that_say_so_alone(root, secretariat):
    path = reverse("admin:autocomplete")
    asked = {"app_label": "members", "model_name": "section", "field_name": "organization", "term": "堺"}
    assert root.get(path, asked).json()["results"]
    for name, value in [(name, value) for name in asked for value in BAD]:
        assert root.get(path, {**asked, name: value}).status_code < 500
    for page in BAD:
        assert root.get(path, {**asked, "page": page}).status_code < 500
    assert root.get(path, {**asked, "term": "\x00"}).status_code == 400
    offered = {(model, field) for model, one in LISTS for field in one.autocomplete_fields}
    for model, _ in LISTS:
        for field in model._meta.get_fields():
            if getattr(field, "concrete", False) and field.is_relation and (model, field.name) not in offered:
                options = {"app_label": model._meta.app_label, "model_name": model._meta.model_name}
                response = root.get(path, {**options, "field_name": field.name, "term": ""})
                assert response.status_code in (403, 404), field


def test_a_row_is_named_by_its_key_alone(root):
    path = "/admin/members/user/"
    for name in ("password", "email", "section__name", "last_login"):
        assert root.get(path, {"_to_field": name, "_popup": "1"}).status_code == 400


def test_the_way_to_a_row_on_the_site_answers_too(root):
    types = ContentType.objects.values_list("pk", flat=True)
    asked = [f"/admin/r/{pk}/{quote(row)}/" for pk in types for row in ("abc", HUGE, "\x00")]
    assert broken(statuses(root, asked)) == {}


def _own_action(model, verb: str):
    """`publish_event` of events.publication.actions: the action of the room itself, where it has one."""
    room, name = model._meta.app_label, f"{verb}_{model._meta.model_name}"
    subjects = [
        path for path in (settings.BASE_DIR / room).glob("*/actions.py") if f"def {name}(" in path.read_text()
    ]
    found = [getattr(import_module(f"{room}.{path.parent.name}.actions"), name) for path in subjects]
    return found[0] if found else None


def test_the_admin_publishes_and_withdraws_by_the_action_of_the_room():
    """Where a room has rules for publication of its own, the lists of the admin may not go past them."""
    asked = [
        (one, verb, action)
        for model, one in LISTS
        if isinstance(one, PublicationAdmin)
        for verb in ("publish", "withdraw")
        if (action := _own_action(model, verb))
    ]
    assert sorted((one.model._meta.model_name, verb) for one, verb, _ in asked) == [
        ("event", "publish"),
        ("event", "withdraw"),
    ]
    for one, verb, action in asked:
        method = getattr(type(one), verb)
        assert method.__globals__.get(action.__name__) is action
        assert action.__name__ in method.__code__.co_names


def test_the_first_page_has_what_can_be_mended_and_records_stand_on_one_page(browser, secretariat, officer):
    client = browser(secretariat)
    first, records = client.get("/admin/"), client.get("/admin/records/")
    shown = [
        {one["model"] for app in page.context["app_list"] for one in app["models"]}
        for page in (first, records)
    ]
    assert not shown[0] & shown[1]
    assert User in shown[0]
    assert AuditEntry in shown[1]
    assert all(not one["view_only"] for app in first.context["app_list"] for one in app["models"])
    assert 'href="/admin/records/"' in first.text
    assert client.get("/admin/common/").status_code == 200  # what breadcrumbs lead to
    assert browser(officer).get("/admin/records/").status_code == 302


def test_dates_are_told_in_japanese_years(browser, secretariat, sakai):
    Organization.objects.filter(pk=sakai.pk).update(joined_on="2020-04-01", confirmed_at="2026-11-01T01:30Z")
    client = browser(secretariat)
    assert "R2.4.1(水)" in client.get("/admin/members/organization/").text
    page = client.get(f"/admin/members/organization/{sakai.pk}/change/").text
    assert "R8.11.1(日) 10:30" in page
    assert "<h1>会員自治体・団体の内容</h1>" in page
