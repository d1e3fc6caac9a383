"""From an empty slot to somebody who waited, comes and is counted: with JavaScript and without."""

import datetime

import pytest
from django.utils import timezone

from common.japanese_calendar import wareki
from events.events.models import Event
from sign_ups.door_codes.models import DoorCode
from sign_ups.sign_ups.models import SignUp
from sign_ups.slots.models import Slot
from tests.worker import write_mails

pytestmark = pytest.mark.e2e


def test_full_waiting_cancelled_offered_accepted_checked_in_reported(person, secretariat):
    day = timezone.localdate() + datetime.timedelta(days=20)
    public = {"state": "published", "published_at": timezone.now(), "source": "試験"}
    event = Event.objects.create(title="堺の講演会", kind="lecture", starts_on=day, **public)
    desk = person("secretariat")
    desk.log_in(secretariat.email)
    desk.open(event.get_absolute_url())
    desk.press("受付枠と申込の管理")
    desk.press("受付枠を追加する")
    typed = {"開催日": day, "申込期限": day, "個人情報を削除する日": day + datetime.timedelta(days=90)}
    for label, value in typed.items():
        desk.field(label).fill(wareki(value, weekday=False))
    for label, value in {"開始時刻": "10:00", "定員": "1", "個人情報の利用目的": "受付"}.items():
        desk.field(label).fill(value)
    desk.press("受付枠を保存する")
    desk.press("受付を始める")
    assert Slot.objects.get().state == "open"

    visitors = [person(name) for name in ("visitor", "another")]
    for visitor, name in zip(visitors, ("見本 一郎", "見本 二郎"), strict=True):
        visitor.open(event.get_absolute_url())
        visitor.follow(visitor.page.locator("main a", has_text="参加を申し込む"))
        visitor.field("申込者の氏名").fill(name)
        visitor.field("メールアドレス").fill("section@city.example")
        visitor.press("参加を申し込む")
        assert "申込番号" in visitor.text()
    first, second = SignUp.objects.order_by("pk")
    assert (first.state, second.state) == ("confirmed", "waiting")
    assert "空き待ちです" in visitors[1].text()

    visitors[0].press("申込を取り消す")
    visitors[0].press("申込を取り消す")
    write_mails()
    visitors[1].open("/e/")
    visitors[1].field("申込番号").fill(second.code_shown)
    visitors[1].press("申込を表示する")
    visitors[1].press("参加する")
    second.refresh_from_db()
    assert second.state == "confirmed"
    assert "参加が確定しています" in visitors[1].text()

    now = timezone.now()
    soon = {"starts_at": now + datetime.timedelta(minutes=30), "closes_at": now, "ends_at": None}
    Slot.objects.update(**soon)  # the day has come
    desk.open(Slot.objects.get().get_absolute_url())
    desk.press("当日の受付")
    desk.field("使える日").fill(wareki(timezone.localdate(), weekday=False))
    desk.press("受付コードを発行する")
    door = person("door")
    door.open("/check-in/")
    door.field("受付コード").fill(DoorCode.objects.get().code_shown)
    door.press("受付を開く")
    door.field("申込番号または氏名").fill("見本二郎")
    door.press("探して受け付ける")
    assert "受付済み" in door.text()
    desk.open(f"{event.get_absolute_url()}report/")
    numbers = [desk.page.locator(f"[name=number_{name}]").input_value() for name in ("capacity", "people")]
    assert numbers == ["1", "1"]
