"""What a section wrote stays when the section is closed (廃止), and its replies reach those who are there."""

import pytest

from board.publication.actions import publish_topic
from board.reply_posting.actions import post_reply
from board.reply_posting.emails import ReplyPosted
from common.outbox.models import OutgoingMail
from members.sections.actions import close_section
from members.sections.models import Section
from members.users.actions import change_person
from tests.worker import write

pytestmark = pytest.mark.django_db


@pytest.fixture
def tourism(sakai, colleague):
    """A section with a colleague, who leaves it so that it can be closed."""
    section = Section.objects.create(organization=sakai, name="観光課", mailbox="kanko@city.example")
    colleague.section = section
    colleague.save()
    return section


@pytest.fixture
def close(officer, colleague):
    def do(section):
        change_person(person=colleague, section=officer.section, role="officer", by=officer)
        close_section(section=section, by=officer)

    return do


def test_its_name_stays_and_its_contacts_go(browser, stranger, colleague, tourism, make_topic, close):
    topic = make_topic(colleague)
    path = f"/board/topics/{topic.pk}/"
    assert tourism.mailbox in browser(stranger).get(path).content.decode()
    close(tourism)
    page = browser(stranger).get(path).content.decode()
    assert "観光課（廃止）" in page
    assert tourism.mailbox not in page
    assert "観光課（廃止）" in browser(stranger).get(f"{path}print/").content.decode()


def test_answers_reach_the_open_sections(officer, colleague, stranger, tourism, make_topic, close):
    topic = make_topic(colleague)
    write(ReplyPosted, post_reply(topic=topic, by=stranger, body="返信"))
    assert set(OutgoingMail.objects.filter(to=tourism.mailbox).values_list("purpose", flat=True)) == {
        "board.reply_posted"
    }
    close(tourism)
    OutgoingMail.objects.all().delete()
    write(ReplyPosted, post_reply(topic=topic, by=stranger, body="返信"))
    told = set(OutgoingMail.objects.filter(purpose="board.reply_posted").values_list("to", flat=True))
    assert tourism.mailbox not in told
    assert officer.section.mailbox in told


def test_a_draft_of_it_is_published_by_the_section_that_takes_it_over(
    officer, colleague, tourism, make_draft, close
):
    draft = make_draft(colleague)
    close(tourism)
    topic = publish_topic(topic=draft, by=officer)
    assert topic.section == officer.section
    assert topic.author == officer
