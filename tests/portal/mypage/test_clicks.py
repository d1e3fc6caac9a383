"""How many clicks from my page: the real links and forms are walked."""

import re

from tests.mypage import pending_items


def test_an_inquiry_is_answered_in_two_clicks(browser, officer, ward_officer, sakai, make_inquiry):
    """回答する on my page, 「大阪府堺市として回答する」 behind the fields."""
    inquiry = make_inquiry(ward_officer, [sakai], questions=[{"kind": "text", "label": "取組の内容"}])
    client = browser(officer)
    page = client.get("/mypage/").content.decode()
    (item,) = [item for item in pending_items(client) if item.key.startswith("inquiries.")]
    assert f'href="{item.url}"' in page
    form = client.get(item.url).content.decode()
    fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
    (question,) = re.findall(r'<textarea name="([^"]+)"', form)[:1]
    assert 'name="answer"' in form
    done = client.post(
        item.url, fields | {question: "交流の催しを開いています。", "answer": "1"}, follow=True
    )
    assert "回答を提出しました。" in done.content.decode()
    assert not [item for item in pending_items(client) if item.key.startswith("inquiries.")]
    assert inquiry.answers.get().state == "answered"
