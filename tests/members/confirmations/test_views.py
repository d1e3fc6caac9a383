"""What the secretariat sees of a round and does about one section."""

import io

import pytest
from openpyxl import load_workbook

from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from members.confirmation_answers.actions import answer_unchanged
from members.confirmations.actions import close_confirmation_round
from members.confirmations.models import ConfirmationEntry
from members.confirmations.queries import confirmation_results
from members.organizations.models import Organization
from members.sections.actions import mark_mailbox_bounced

pytestmark = pytest.mark.django_db
OUTCOME = {"堺市": "変更なし", "釧路市": "不達", "江東区": "未回答"}


@pytest.fixture
def mixed(officer, stranger, ward_officer, start_round, secretariat):
    """A round in which 堺市 has answered, 釧路市 bounced and 江東区 is silent."""
    confirmation_round = start_round()
    of = {entry.section.organization.name: entry for entry in confirmation_round.entries.all()}
    answer_unchanged(entry=of["堺市"], by=officer, name="堺 花子")
    mark_mailbox_bounced(section=of["釧路市"].section, by=secretariat)
    return confirmation_round


def pages(confirmation_round):
    base = f"/members/rounds/{confirmation_round.pk}/"
    entry = confirmation_round.entries.first()
    return [
        "/members/rounds/",
        base,
        f"{base}entries/",
        f"{base}entries.xlsx",
        f"{base}entries.csv",
        f"{base}silent/",
        f"/members/rounds/entries/{entry.pk}/",
    ]


def test_the_pages_open(browser, secretariat, mixed):
    for path in pages(mixed):
        answer = browser(secretariat).get(path)
        assert answer.status_code == 200
        assert answer.getvalue()
    for path in ("/members/rounds/999999/", "/members/rounds/entries/999999/"):
        assert browser(secretariat).get(path).status_code == 404


def test_the_table_counts_each_answer_per_prefecture(browser, secretariat, mixed):
    lines, whole = confirmation_results(mixed)
    assert [(line.name, line.counts) for line in lines] == [
        ("北海道", (0, 0, 0, 1, 0)),
        ("東京都", (0, 0, 0, 0, 1)),
        ("大阪府", (1, 0, 0, 0, 0)),
    ]
    assert (whole.counts, whole.total, whole.percent) == ((1, 0, 0, 1, 1), 3, 33)
    assert sum(width for *_, width in whole.bars) == pytest.approx(100, abs=0.1)
    text = browser(secretariat).get(mixed.get_absolute_url()).content.decode()
    assert 'entries/?prefecture=01&amp;state=bounced">1</a>' in text
    assert "33%" in text


def test_an_empty_round_has_no_percentage_of_nothing(secretariat, confirmation_round):
    ConfirmationEntry.objects.all().delete()
    lines, whole = confirmation_results(confirmation_round)
    assert (lines, whole.total, whole.percent) == ([], 0, 0)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"堺市", "釧路市", "江東区"}),
        ("state=unchanged", {"堺市"}),
        ("state=answered", {"堺市"}),
        ("state=bounced", {"釧路市"}),
        ("state=waiting", {"江東区"}),
        ("state=corrected", set()),
        ("prefecture=01", {"釧路市"}),
        ("q=さかい", {"堺市"}),
        ("q=大阪府堺市", {"堺市"}),
        ("q=企画課&prefecture=13", {"江東区"}),
        ("q=%00&state=x&prefecture=99&page=99", {"堺市", "釧路市", "江東区"}),
    ],
)
def test_the_list_is_filtered_and_so_is_its_sheet(browser, secretariat, mixed, query, found):
    client = browser(secretariat)
    text = client.get(f"/members/rounds/{mixed.pk}/entries/?{query}").content.decode()
    main = text[text.index("<main") : text.index("</main>")]
    assert {name for name in OUTCOME if name in main} - {"堺市"} == found - {"堺市"}
    sheet = load_workbook(
        io.BytesIO(client.get(f"/members/rounds/{mixed.pk}/entries.xlsx?{query}").getvalue())
    ).active
    rows = {row[2]: row for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert set(rows) == found
    assert {name: row[6] for name, row in rows.items()} == {name: OUTCOME[name] for name in found}


def test_the_sheet_keeps_codes_and_starts_no_formula(browser, secretariat, mixed, kushiro):
    kushiro.sections.update(name="=1+1課")
    text = browser(secretariat).get(f"/members/rounds/{mixed.pk}/entries.csv").getvalue().decode("utf-8-sig")
    assert "012068,北海道,釧路市,'=1+1課" in text
    assert AuditEntry.objects.filter(verb="members.confirmation_round_exported").exists()


def test_the_telephone_list_is_of_the_silent_and_the_bounced(browser, secretariat, mixed):
    text = browser(secretariat).get(f"/members/rounds/{mixed.pk}/silent/").content.decode()
    main = text[text.index("<main") : text.index("</main>")]
    assert "江東区" in main
    assert "03-0000-0000" in main
    assert "<strong>不達</strong>" in main
    assert "堺市" not in main


@pytest.mark.parametrize(("path", "queries"), [("", 6), ("entries/", 5), ("silent/", 5)])
def test_pages_cost_the_same_for_one_and_three(
    browser, secretariat, make_organization, start_round, path, queries, django_assert_num_queries
):
    client = browser(secretariat)
    make_organization("見本市", prefecture="青森県")
    confirmation_round = start_round()
    with django_assert_num_queries(queries):
        client.get(f"{confirmation_round.get_absolute_url()}{path}")
    for n in range(2):
        organization = make_organization(f"見本{n}市", prefecture="岩手県")
        ConfirmationEntry.objects.create(round=confirmation_round, section=organization.sections.get())
    with django_assert_num_queries(queries):
        client.get(f"{confirmation_round.get_absolute_url()}{path}")


def test_the_list_of_rounds_costs_the_same_for_one_and_three(
    browser, secretariat, officer, start_round, django_assert_num_queries
):
    client = browser(secretariat)
    for count in (1, 2):
        for _ in range(count):
            close_confirmation_round(confirmation_round=start_round(), by=secretariat)
        with django_assert_num_queries(8):
            client.get("/members/rounds/")


@pytest.mark.usefixtures("no_cast")
def test_the_list_before_anything_says_what_would_happen(browser, secretariat, officer):
    Organization.objects.create(
        kind="municipality", prefecture="青森県", name="無部署市", joined_on="2020-04-01"
    )
    text = browser(secretariat).get("/members/rounds/").content.decode()
    assert "<strong>1部署</strong>" in text
    assert "担当部署が登録されていない会員1団体" in text
    assert "まだ実施していません" in text


def test_the_desk_counts_mailboxes_that_are_not_reached(browser, secretariat, mixed):
    text = browser(secretariat).get("/members/desk/").content.decode()
    assert "登録内容の確認" in text
    assert "1件" in text
    assert "メールが届かない担当部署" in browser(secretariat).get("/mypage/").content.decode()


@pytest.mark.parametrize("verb", ["resend", "telephone", "bounced", "reached"])
def test_the_secretariat_acts_on_an_entry(browser, secretariat, entry, verb):
    path = f"/members/rounds/entries/{entry.pk}/{verb}/"
    typed = {"mailbox": entry.section.mailbox, "answered_name": "堺"}
    assert browser(secretariat).post("/members/rounds/entries/999999/resend/", typed).status_code == 404
    assert browser(secretariat).post(path, typed).url == entry.get_absolute_url()


def test_an_answer_by_telephone(browser, secretariat, entry, sakai):
    path = f"/members/rounds/entries/{entry.pk}/telephone/"
    assert browser(secretariat).post(path, {"answered_name": ""}).status_code == 400
    answer = browser(secretariat).post(path, {"answered_name": "堺 七子"}, follow=True)
    entry.refresh_from_db()
    sakai.refresh_from_db()
    assert (entry.state, entry.answered_by, entry.answered_name) == ("unchanged", secretariat, "堺 七子")
    assert sakai.confirmed_by == secretariat
    assert "電話" in answer.content.decode()
    again = browser(secretariat).post(path, {"answered_name": "別の人"}, follow=True)
    assert "回答をいただいています" in again.content.decode()


def test_sending_again_to_a_corrected_mailbox(visitor, browser, secretariat, entry, mail_of):
    old_mail, old_link, _ = mail_of(entry)
    path = f"/members/rounds/entries/{entry.pk}/resend/"
    mark_mailbox_bounced(section=entry.section, by=secretariat)
    assert browser(secretariat).post(path, {"mailbox": "共通"}).status_code == 400
    browser(secretariat).post(path, {"mailbox": "shin@city.example"})
    mail, link, _ = mail_of(entry)
    entry.section.refresh_from_db()
    assert (mail.to, entry.section.mailbox) == ("shin@city.example", "shin@city.example")
    assert (entry.bounced_at, entry.section.bounced_at) == (None, None)
    assert visitor.get(old_link).status_code == 400
    assert visitor.get(link).status_code == 200
    assert OutgoingMail.objects.filter(pk=old_mail.pk).exists()
    text = browser(secretariat).get(entry.get_absolute_url()).content.decode()
    assert "メールを再送" in text
    assert "→「shin@city.example」" in text


def test_the_admin_lists_rounds_and_marks_and_filters(browser, secretariat, entry, officer):
    client = browser(secretariat)
    for path in (
        "confirmationround",
        "confirmationentry",
        "confirmation",
        "organization/?unconfirmed=yes".rstrip("/"),
    ):
        assert client.get(f"/admin/members/{path}{'' if '?' in path else '/'}").status_code == 200
    path = "/admin/members/confirmationentry/"
    chosen = {"_selected_action": [entry.pk]}
    client.post(path, {"action": "mark_bounced", **chosen})
    entry.refresh_from_db()
    assert entry.bounced_at
    client.post(path, {"action": "unmark_bounced", **chosen})
    entry.refresh_from_db()
    assert entry.bounced_at is None
    sendings = entry.mail_tokens.get().sendings
    client.post(path, {"action": "resend", **chosen})
    assert entry.mail_tokens.get().sendings == sendings + 1
    assert browser(officer).get(path).status_code in (302, 403)
