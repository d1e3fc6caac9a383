"""From the call for exhibitors to the report: application, decision, sheet, sent back once, booth, public."""

import pytest

from events.booths.models import BoothAssignment
from events.events.models import Event

pytestmark = pytest.mark.e2e


@pytest.fixture
def event(secretariat):
    return Event.objects.create(
        kind="showcase",
        title="冬の物産フェア",
        starts_on="2027-02-06",
        ends_on="2027-02-07",
        source="試験",
        state="published",
        published_at="2026-11-01T00:00Z",
        published_by=secretariat,
    )


def test_a_body_applies_writes_its_sheet_and_stands_on_the_page(
    person, secretariat, officer, sakai, sample_picture, event
):
    desk, body, visitor = person("secretariat"), person("officer"), person("visitor")
    at = event.get_absolute_url()
    desk.log_in(secretariat.email)
    desk.open(f"{at}call/edit/")
    desk.field("募集の案内").fill("区民に名産を知ってもらう催しです。")
    desk.field("申込期限").fill("令和9年1月15日")
    desk.field("紹介シートの提出期限").fill("令和9年1月22日")
    desk.field("ブースを募集する").check()
    desk.press("保存して質問へ進む")
    desk.redraw("ひな形の質問を追加する")
    desk.press("質問を保存して出展募集に戻る")
    desk.press("出展の募集を始める")

    body.log_in(officer.email)
    page = body.open("/events/calls/")
    body.follow(page.get_by_role("link", name="冬の物産フェア"))
    body.press("出展を申し込む")
    page.get_by_label("ブース", exact=True).check()
    body.press("大阪府堺市として出展を申し込む")  # the answers are wanted too; the ticked box stays
    assert page.get_by_label("ブース", exact=True).is_checked()
    page.get_by_label("使う（1,500Wまで）").check()
    for label, value in (("必要な机の数", "２"), ("必要な椅子の数", "四"), ("当日会場に来る人数", "3")):
        page.get_by_label(label).fill(value)
    page.get_by_label("いいえ").check()
    page.get_by_label("包装された食品を販売・配布する").check()
    page.get_by_label("搬入・搬出の車両と希望の時間").fill("2tトラック1台、前日15時")
    body.press("大阪府堺市として出展を申し込む")
    page.get_by_label("必要な椅子の数").fill("4")
    body.press("大阪府堺市として出展を申し込む")

    page = desk.open(f"{at}call/applications/")
    page.get_by_label("大阪府堺市").check()
    desk.press("選んだ申込を決定する")
    part = event.participations.get()
    assert part.roles.get().state == "accepted"

    page = body.open(f"{at}sheet/")
    body.field("見出し").fill("古墳と線香のまち、堺です")
    body.press("紹介シートを提出する")  # the text is missing; what was typed stays
    assert body.field("見出し").input_value() == "古墳と線香のまち、堺です"
    body.field("紹介文").fill("線香づくりを実演します。")
    page.locator("input[type=file]").set_input_files(sample_picture)
    body.field("写真の説明").fill("緑色の見本の写真")
    body.field("写真の権利表記").fill("提供 堺市")
    page.get_by_label("この画像をサイトで公開する許可を得ています").check()
    body.press("紹介シートを提出する")

    page = desk.open(f"{at}sheets/{part.pk}/")
    page.get_by_text("差し戻す", exact=True).click()
    desk.field("差戻しの理由").fill("実演の時間を書いてください。")
    desk.press("理由を添えて差し戻す")
    body.open(f"{at}sheet/")
    assert "実演の時間を書いてください。" in body.text()
    body.field("紹介文").fill("線香づくりを、11時と14時に実演します。")
    body.press("紹介シートを提出する")
    desk.open(f"{at}sheets/{part.pk}/")
    desk.press("確認済にして公開する")

    desk.open(f"{at}booths/")
    desk.field("番号の前に付ける文字").fill("A-")
    desk.field("最初の番号").fill("1")
    desk.field("最後の番号").fill("12")
    desk.press("ブースを作る")
    desk.field("団体").select_option(label="大阪府堺市")
    desk.field("ブース").select_option(label="A-1（空き）")
    desk.press("ブースを割り当てる")
    assert set(BoothAssignment.objects.values_list("booth__code", flat=True)) == {"A-1"}

    # refused twice, as meant; the browser notes the answer on its console
    body.troubles[:] = [trouble for trouble in body.troubles if "400 (Bad Request)" not in trouble]

    visitor.open(at)
    for said in ("堺市", "古墳と線香のまち、堺です", "11時と14時に実演", "提供 堺市"):
        assert said in visitor.text()

    Event.objects.update(starts_on="2026-02-06", ends_on="2026-02-07")  # it is over
    page = desk.open(f"{at}report/")
    page.get_by_role("textbox", name="開催の様子").fill("線香づくりの実演に、長い列ができました。")
    desk.press("開催報告を保存する")
    desk.press("開催報告を公開する")
    visitor.open(at)
    assert "長い列ができました" in visitor.text()
