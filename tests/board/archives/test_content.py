"""What is in the archive of the board: a ZIP that opens without the portal."""

import posixpath
from html.parser import HTMLParser
from urllib.parse import unquote

from board.archives.models import Archive
from board.moderation.actions import hide_post
from board.reply_posting.actions import post_reply
from common.attachments.models import StoredFile
from tests.board.archives.archives import ask, built, page_of


class Links(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found += [value for name, value in attrs if name in ("href", "src")]


def test_archive_holds_topics_replies_and_files_with_links_that_lead_somewhere(board, secretariat):
    found = built(ask(secretariat))
    page = page_of(board["proposal"], found)
    for words in ("提供できること", "協定", "見える返信", "計画.txt", "会員のすべての団体", "大阪府堺市"):
        assert words in page
    assert found[f"files/{board['proposal'].pk:05}/01.txt"] == "本文"
    assert found[f"files/{board['proposal'].pk:05}/r001-01.txt"] == "区の回答"
    assert all(name.isascii() for name in found)
    links = 0
    for name, content in found.items():
        if name.endswith(".html"):
            for link in Links(content).found:
                if link.startswith(("tel:", "mailto:")):
                    continue
                target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(link)))
                assert target in found, f"{name}: {link}"
                links += 1
    assert links > 12
    assert "投稿" in found["index.html"]
    assert [name for name in found if name.startswith("lists/")]


def test_archive_is_safe_from_what_people_wrote(board, secretariat):
    found = built(ask(secretariat))
    for name, content in found.items():
        assert "<script" not in content, name
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page_of(board["proposal"], found)


def test_archive_leaves_out_hidden_things_talks_and_drafts(board, secretariat):
    archive = ask(secretariat)
    found = built(archive)
    everything = "".join(found.values())
    for words in ("隠した返信", "秘密", "秘.txt", "個人情報", "隠した周知", "二者の相談", "書きかけの下書き"):
        assert words not in everything
    assert "非表示になっている返信です" in page_of(board["proposal"], found)
    assert (archive.done, archive.replies_done, archive.files_done) == (1, 1, 2)


def test_archive_marks_hidden_things_and_holds_talks_where_they_were_asked_for(board, secretariat):
    archive = ask(secretariat, with_hidden=True, with_talks=True)
    found = built(archive)
    page = page_of(board["proposal"], found)
    assert "隠した返信" in page
    assert "理由：個人情報" in page
    assert "理由：重複" in page_of(board["notice"], found)
    assert "選んだ団体のみ（北海道釧路市）" in page_of(board["talk"], found)
    assert f'href="../topics/{board["proposal"].pk:05}.html"' in page_of(board["talk"], found)
    assert "書きかけの下書き" not in "".join(found.values())
    assert (archive.done, archive.replies_done, archive.files_done) == (3, 2, 3)


def test_archive_names_what_is_gone_from_the_storage(board, secretariat):
    lost = StoredFile.objects.get(name="計画.txt")
    lost.content.storage.delete(lost.content.name)
    found = built(ask(secretariat))
    assert "保管場所に見つからない" in page_of(board["proposal"], found)
    assert f"files/{board['proposal'].pk:05}/01.txt" not in found


def test_archive_of_an_empty_board_is_an_archive(secretariat):
    found = built(ask(secretariat))
    assert set(found) == {"index.html", "style.css"}
    assert "投稿はありません" in found["index.html"]


def test_archive_covers_quotes_of_hidden_replies_and_says_in_whose_name(
    topic, officer, ward_officer, secretariat
):
    first = post_reply(topic=topic, by=ward_officer, body="電話は区役所の山田まで")
    body = "> 電話は区役所の山田まで\n\nわかりました。"
    post_reply(topic=topic, by=officer, body=body, capacity="official", quoted=first)
    hide_post(post=first, by=secretariat, reason="個人名があるため")
    page = page_of(topic, built(ask(secretariat)))
    assert "山田" not in page
    assert "わかりました。" in page
    assert "【団体としての回答】" in page
    Archive.objects.all().delete()
    assert "山田" in page_of(topic, built(ask(secretariat, with_hidden=True)))
