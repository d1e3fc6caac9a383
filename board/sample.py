"""Sample content of the board, as if it had happened over the last weeks; nobody gets a mail of it."""

import datetime
import io
import json
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageDraw

from board import reading, sample_files, sample_pamphlet, stages
from board.actions.topic import next_activity_no
from board.models import Assignment, Audience, ReadingFloor, Reply, Topic
from board.models.topic import EXCERPT_LENGTH
from members.models import User
from office import cabinet
from office.calendar import today
from office.text import excerpt, render_body

MARK = "【見本】"
NOT_REAL = "(画面を確かめるための見本です。実際の事業ではありません。)"
UNREAD_DAYS = 2  # what happened later is unread for the demo accounts
COLOURS = [(0, 85, 173), (172, 62, 0), (17, 90, 54), (110, 86, 0)]


@transaction.atomic
def load() -> dict[str, int]:
    """Write the sample topics that are missing; return how many topics and replies were written."""
    data = json.loads(Path(settings.BASE_DIR, "fixtures", "sample_board.json").read_text())
    people = {_name(user): user for user in User.objects.filter(email__endswith="@demo.example")}
    there = set(Topic.objects.filter(title__startswith=MARK).values_list("title", flat=True))
    wanted = [sample for sample in data["topics"] if sample["who"] in people]
    wanted = [sample for sample in wanted if MARK + sample["title"] not in there]
    _write(wanted, people)
    for topic in Topic.objects.filter(title__startswith=MARK, published_at__isnull=False).exclude(link=""):
        sample_files.card(topic)
    for draft in data["drafts"]:
        if draft["who"] in people and MARK + draft["title"] not in there:
            _draft(draft, people)
    return {"投稿": len(wanted), "返信": _replies(wanted), "配布依頼": _pamphlets(people)}


def _replies(samples: list[dict]) -> int:
    return sum(len(sample.get("replies", [])) for sample in samples)


def _pamphlets(people: dict[str, User]) -> int:
    """The sample pamphlet requests speak of all the demo accounts."""
    return sample_pamphlet.load() if {"officer", "stranger", "ward", "ward2"} <= set(people) else 0


def _name(user: User) -> str:
    return user.email.partition("@")[0]


def _write(samples: list[dict], people: dict[str, User]) -> None:
    """Topics and replies in the order of their days, so that activity numbers rise with time."""
    events = [(sample["days"], sample, None) for sample in samples]
    events += [(answer["days"], sample, answer) for sample in samples for answer in sample.get("replies", [])]
    events += [(step["days"], sample, step) for sample in samples for step in sample.get("stages", [])]
    written: dict[str, Topic] = {}
    floor = None
    for days, sample, answer in sorted(events, key=lambda event: -event[0]):
        if days < UNREAD_DAYS and floor is None:
            floor = next_activity_no()
        if answer is None:
            written[sample["title"]] = _publish(sample, people)
        elif "stage" in answer:
            _step(written[sample["title"]], answer)
        elif answer["who"] in people:
            _answer(written[sample["title"]], answer, people[answer["who"]])
    _close([written[sample["title"]] for sample in samples if sample.get("closed")])
    for user in people.values() if floor else ():
        ReadingFloor.objects.get_or_create(user=user, defaults={"activity_no": floor})


def _ago(days: float) -> datetime.datetime:
    """In office hours so many days ago; a part of a day before today means within the last hour."""
    if days < 1:
        return timezone.now() - datetime.timedelta(hours=days)
    day = timezone.localtime().replace(hour=17, minute=0) - datetime.timedelta(days=int(days))
    return day - datetime.timedelta(hours=8 * (days % 1))


def _new(sample: dict, people: dict[str, User]) -> Topic:
    author = people[sample["who"]]
    body = f"{sample['body']}\n\n{NOT_REAL}"
    dates = {name: today() + datetime.timedelta(days=days) for name, days in sample.get("dates", {}).items()}
    return Topic(
        kind=sample["kind"],
        organization=author.organization,
        section=author.section,
        author=author,
        author_name=author.name,
        saved_by=author,
        title=MARK + sample["title"],
        body=body,
        excerpt=excerpt(body, EXCERPT_LENGTH),
        body_html=render_body(body),
        themes=sample["themes"],
        all_wards="wards" not in sample,
        **({"audience": Audience.CHOSEN} if "to" in sample else {}),
        created_at=_ago(sample["days"]),
        saved_at=_ago(sample["days"]),
        **dates,
        **sample.get("fields", {}),
    )


def _draft(sample: dict, people: dict[str, User]) -> None:
    topic = _new(sample, people)
    if "publish_in" in sample:
        topic.publish_at, topic.scheduled_by = _morning(sample["publish_in"]), topic.author
    topic.save()


def _morning(days: int) -> datetime.datetime:
    morning = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0)
    return morning + datetime.timedelta(days=days)


def _publish(sample: dict, people: dict[str, User]) -> Topic:
    topic = _new(sample, people)
    files = sample.get("files", [])
    topic.state, topic.published_by = Topic.State.OPEN, topic.author
    topic.stage = Topic.Stage.RECRUITING if topic.kind == Topic.Kind.PROPOSAL else ""
    topic.organization_name = topic.organization.full_name
    topic.published_at = topic.last_activity_at = topic.created_at
    topic.activity_no, topic.file_count = next_activity_no(), len(files)
    if "about" in sample:
        topic.parent = Topic.objects.get(title=MARK + sample["about"])
    if "pinned" in sample:
        topic.pinned_at, topic.pinned_by = topic.published_at, topic.author
        topic.pinned_until = today() + datetime.timedelta(days=sample["pinned"])
    topic.save()
    if topic.stage:
        _note_step(topic, topic.published_at)
    topic.audience_organizations.set(
        people[name].organization for name in sample.get("to", []) if name in people
    )
    topic.wards.set(people[ward].organization for ward in sample.get("wards", []) if ward in people)
    _attach(files, topic, topic.author)
    reading.mark_read(topic.author, topic.pk, topic.activity_no)
    assigned = sample.get("assigned")
    if assigned and {assigned["who"], assigned["by"]} <= people.keys():
        _assign(topic, assigned, people)
    return topic


def _assign(topic: Topic, sample: dict, people: dict[str, User]) -> None:
    """A colleague of the demo account asked him to see to it."""
    by, assignee = people[sample["by"]], people[sample["who"]]
    due = today() + datetime.timedelta(days=sample["due"])
    Assignment.objects.create(
        topic=topic, organization=by.organization, assignee=assignee, due=due, note=sample["note"], by=by
    )


def _answer(topic: Topic, answer: dict, author: User) -> None:
    files = answer.get("files", [])
    reply = Reply.objects.create(
        topic=topic,
        number=topic.reply_count + 1,
        organization=author.organization,
        organization_name=author.organization.full_name,
        section=author.section,
        author=author,
        author_name=author.name,
        body=answer["body"],
        body_html=render_body(answer["body"]),
        standing=answer.get("standing", ""),
        file_count=len(files),
        activity_no=next_activity_no(),
        created_at=_ago(answer["days"]),
    )
    _attach(files, reply, author)
    topic.reply_count, topic.activity_no = reply.number, reply.activity_no
    topic.last_activity_at = reply.created_at
    topic.save(update_fields=["reply_count", "activity_no", "last_activity_at"])
    reading.mark_read(author, topic.pk, topic.activity_no)


def _step(topic: Topic, step: dict) -> None:
    topic.stage, topic.activity_no, topic.last_activity_at = (
        step["stage"],
        next_activity_no(),
        _ago(step["days"]),
    )
    if topic.stage in stages.ENDS:
        topic.state, topic.closed_by = Topic.State.CLOSED, topic.author
        topic.closed_at = topic.last_activity_at
    topic.save()
    _note_step(topic, topic.last_activity_at, step["remark"])
    reading.mark_read(topic.author, topic.pk, topic.activity_no)


def _note_step(topic: Topic, at: datetime.datetime, remark: str = "") -> None:
    who = {"by": topic.author, "by_name": topic.author_name}
    topic.steps.create(stage=topic.stage, on=timezone.localdate(at), at=at, remark=remark, **who)


def _close(topics: list[Topic]) -> None:
    for topic in topics:
        topic.state, topic.closed_by = Topic.State.CLOSED, topic.author
        topic.closed_at = topic.last_activity_at
        if topic.deadline and topic.deadline < today():  # its deadline closed it, nobody else
            topic.closed_by, topic.closed_at = None, _night_after(topic.deadline)
        topic.save(update_fields=["state", "closed_at", "closed_by"])


def _night_after(day: datetime.date) -> datetime.datetime:
    night = datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time(0, 2))
    return timezone.make_aware(night)


def _attach(names: list[str], to: Topic | Reply, by: User) -> None:
    files = [
        cabinet.keep(_picture(name) if name.endswith("jpg") else sample_files.paper(name), by=by)
        for name in names
    ]
    cabinet.attach(files, to=to)


def _picture(name: str) -> SimpleUploadedFile:
    """Hills under a sun: nothing that could be taken for a real place."""
    picture = Image.new("RGB", (960, 640), "white")
    draw = ImageDraw.Draw(picture)
    colour = COLOURS[len(name) % len(COLOURS)]
    draw.ellipse((640, 80, 800, 240), fill=(255, 212, 61))
    draw.polygon([(0, 640), (0, 420), (260, 240), (560, 470), (960, 330), (960, 640)], fill=colour)
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=80)
    return SimpleUploadedFile(name, written.getvalue(), "image/jpeg")
