"""The sheet of people: accounts begin, move, change their address and end."""

import pytest

from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from members.organizations.models import Organization
from members.sections.models import Section
from members.users.invitations import invite_users
from members.users.models import User
from tests.members.spreadsheet_uploads import USER, changes, wrong

pytestmark = pytest.mark.django_db


def test_people_are_made_moved_and_ended(
    upload_sheet, commit, browser, sakai, officer, colleague, secretariat
):
    Section.objects.create(organization=sakai, name="観光課", mailbox="k@city.example")
    theirs = browser(colleague)
    found = upload_sheet(
        "users",
        USER,
        ["", "", "", "", "堺 太郎", officer.email, "", ""],
        [colleague.pk, "", "", "", "", "", "", "終了"],
        ["", "27140", "", "観光課", "新任 八子", "ＮＥＷ@city.example", "", ""],
    )
    assert found.counts == {"wrong": 0, "new": 1, "changed": 2, "same": 0}
    assert changes(found, 4)["役割"] == ("", "担当")
    commit(found)
    officer.refresh_from_db()
    new = User.objects.get(email="new@city.example")
    assert (officer.name, new.section.name, new.role) == ("堺 太郎", "観光課", "officer")
    assert not new.has_usable_password()
    assert theirs.get("/organization/").status_code == 302
    assert AuditEntry.objects.filter(verb="members.user_deactivated", object_id=str(colleague.pk)).exists()
    assert not OutgoingMail.objects.exists()


def test_invitations_only_where_ticked_and_once(upload_sheet, commit, sakai, officer):
    found = upload_sheet(
        "users", USER, ["", "271403", "", "企画課", "新任", "new@city.example"], invites="on"
    )
    commit(found)
    assert not OutgoingMail.objects.exists()  # the worker's, not the request's
    new = User.objects.get(email="new@city.example")
    from procrastinate.contrib.django.models import ProcrastinateJob

    job = ProcrastinateJob.objects.get(task_name="members.invite_users")
    assert job.args == {"user_ids": [new.pk]}
    assert invite_users(user_ids=[new.pk, officer.pk]) == 1
    assert invite_users(user_ids=[new.pk, officer.pk]) == 0
    assert OutgoingMail.objects.get().to == new.email
    assert "確認コード" in OutgoingMail.objects.get().body


def test_the_first_of_an_organisation_represents_it(upload_sheet, commit, kushiro):
    found = upload_sheet(
        "users",
        USER,
        ["", "012068", "", "企画課", "一人目", "a@city.example"],
        ["", "012068", "", "企画課", "二人目", "b@city.example"],
    )
    assert changes(found, 2)["役割"] == ("", "代表")
    assert changes(found, 3)["役割"] == ("", "担当")


def test_the_last_representative_stays(upload_sheet, officer, colleague):
    alone = upload_sheet("users", USER, [officer.pk, *[""] * 5, "担当"])
    assert "大阪府堺市の代表がいなくなります" in wrong(alone)[2]
    ended = upload_sheet("users", USER, [officer.pk, *[""] * 6, "終了"])
    assert "状態: 大阪府堺市の代表がいなくなります" in wrong(ended)[2]
    both = upload_sheet("users", USER, [officer.pk, *[""] * 5, "担当"], [colleague.pk, *[""] * 5, "代表"])
    assert not wrong(both)


def test_an_organisation_that_left_may_lose_its_representative(upload_sheet, officer, sakai):
    Organization.objects.filter(pk=sakai.pk).update(withdrawn_on="2026-03-31")
    assert not wrong(upload_sheet("users", USER, [officer.pk, *[""] * 6, "終了"]))


def test_an_address_is_changed_by_number_and_the_old_one_opens_nothing(
    visitor, upload_sheet, commit, invited, last_mail, officer, stranger
):
    _, path, _ = last_mail("user_invited")
    found = upload_sheet("users", USER, [officer.pk, "", "", "", "", "moved@city.example"])
    assert changes(found) == {"メールアドレス": ("officer@city.example", "moved@city.example")}
    commit(found)
    officer.refresh_from_db()
    assert officer.email == "moved@city.example"
    assert "リンクが正しくありません" in visitor.get(path, follow=True).content.decode()
    taken = upload_sheet("users", USER, [officer.pk, "", "", "", "", stranger.email])
    assert "北海道釧路市の釧路 三郎さんが使っています" in wrong(taken)[2]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (["", "012068", "", "企画課", "x", "officer@city.example"], "大阪府堺市の担当者です"),
        (["", "271403", "", "無い課", "x", "new@city.example"], "に「無い課」はありません"),
        (["", "271403", "", "企画課", "x", "だめ"], "メールアドレス: メールアドレスを"),
        (["", "271403", "", "企画課", "", "new@city.example"], "氏名を入力してください"),
        (["", "271403", "", "", "x", "new@city.example"], "担当部署を入力してください"),
        (["", "", "", "企画課", "x", "new@city.example"], "団体コード、または"),
        (["", "271403", "", "企画課", "x", ""], "メールアドレスを入力してください"),
        (["", "271403", "", "企画課", "x", "new@city.example", "課長"], "のどれかを入力"),
        (["", "271403", "", "企画課", "x", "new@city.example", "", "終了"], "「利用中」にするか"),
        (["987654321", "", "", "", "x"], "担当者番号987654321は登録されていません"),
        (["", "", "", "", "x", "root@city.example"], "団体に属さない管理者"),
        (["", "", "", "", "x", "secretariat@city.example", "", "終了"], "自分自身の"),
    ],
)
def test_people_that_are_refused(upload_sheet, officer, stranger, secretariat, row, sentence):
    User.objects.create_superuser("root@city.example", "x", name="管理者")
    assert sentence in wrong(upload_sheet("users", USER, row))[2]


def test_who_ended_comes_back_only_on_purpose(upload_sheet, commit, officer, colleague):
    User.objects.filter(pk=colleague.pk).update(is_active=False)
    row = [colleague.pk, "", "", "", "改名", "", ""]
    assert "利用は終了しています" in wrong(upload_sheet("users", USER, [*row, ""]))[2]
    commit(upload_sheet("users", USER, [*row, "利用中"]))
    colleague.refresh_from_db()
    assert (colleague.is_active, colleague.name) == (True, "改名")
    User.objects.filter(pk=colleague.pk).update(is_active=False, email="former-1@account.invalid")
    assert "新しいメールアドレス" in wrong(upload_sheet("users", USER, [*row, "利用中"]))[2]


def test_an_administrator_is_not_changed_by_a_secretary(upload_sheet, sakai, secretariat):
    User.objects.create_superuser("root@city.example", "x", name="管理者", section=sakai.sections.get())
    found = upload_sheet("users", USER, ["", "", "", "", "別名", "root@city.example"])
    assert "システム管理者の登録は変えられません" in wrong(found)[2]


def test_two_lines_about_one_person(upload_sheet, officer, colleague):
    found = upload_sheet(
        "users",
        USER,
        [officer.pk],
        ["", "", "", "", "x", officer.email],
        [colleague.pk, "", "", "", "", "same@city.example"],
        ["", "271403", "", "企画課", "y", "same@city.example"],
    )
    assert "2行目と同じ担当者です" in wrong(found)[3]
    nameless = upload_sheet(
        "users", USER, ["", "271403", "", "企画課", "一"], ["", "271403", "", "企画課", "二"]
    )
    assert "同じ担当者" not in wrong(nameless)[3]
    assert "4行目と同じ担当者です" in wrong(found)[5]
