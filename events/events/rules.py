"""Who may write about an event, and what is still missing before the public may read it."""

from typing import NamedTuple

from common.attachments.queries import files_of, files_of_many
from common.publication.models import DatePrecision
from events.events.models import Event


def can_create_event(user) -> bool:
    """The secretariat, and every officer of a member; a reader (閲覧) does not."""
    return user.is_authenticated and (user.is_secretariat or (user.is_member and user.acts_for_section))


def can_edit_event(user, event: Event) -> bool:
    """The secretariat any event; officers of a member those of their organisation."""
    if not can_create_event(user):
        return False
    return user.is_secretariat or (
        event.owner_id is not None and user.section.organization_id == event.owner_id
    )


def can_publish_event(user, event: Event) -> bool:
    return user.is_authenticated and user.is_secretariat


def can_submit_event(user, event: Event) -> bool:
    """An organisation hands in its own draft; the secretariat publishes instead."""
    return (
        can_edit_event(user, event)
        and not user.is_secretariat
        and not event.is_published
        and event.submitted_at is None
    )


class Check(NamedTuple):
    """A line of the check list: what, whether it is done, whether it must be, and the field that says it."""

    label: str
    is_done: bool
    is_required: bool
    field: str


def check_list(event: Event) -> list[Check]:
    """What the public needs to know before it is published."""
    pictures = [file for file in files_of(event) if file.is_picture]
    files_of_parts = files_of_many(event.programme_parts.all()).values()
    of_parts = [file for files in files_of_parts for file in files if file.is_picture]
    has_place = bool(event.venue_id) or event.attendance_mode == Event.AttendanceMode.ONLINE
    checks = [
        Check("開催日", event.starts_on is not None, True, "starts_on"),
        Check("会場または「オンライン」", has_place, False, "venue"),
        Check("主催", any(host.role == "host" for host in event.hosts.all()), False, "hosts_host"),
        Check("紹介または内容", bool(event.summary or event.body), False, "summary"),
        Check("問い合わせ先", bool(event.contact_name), False, "contact_name"),
    ]
    if event.date_precision != DatePrecision.DAY:
        checks.append(Check("日までの開催日", False, False, "date_precision"))
    for found, what, field in ((pictures, "画像", "files"), (of_parts, "プログラムの画像", "programme")):
        if found:
            checks += [
                Check(f"{what}の代替テキスト", all(file.alt for file in found), True, field),
                Check(f"{what}の権利の表示", all(file.rights for file in found), True, field),
            ]
    return checks


def publication_problem(event: Event) -> str:
    """Why it cannot be published now, as a sentence; "" where it can."""
    missing = [check.label for check in check_list(event) if check.is_required and not check.is_done]
    return f"公開する前に、次の項目を入力してください：{'、'.join(missing)}。" if missing else ""


def called_off_words(event: Event) -> str:
    """That it is not held as planned, as a sentence; "" where it is."""
    return f"{event.get_holding_display()}になりました。{event.holding_note}" if event.is_called_off else ""


def why_not_sign_up(event: Event) -> str:
    """Why nobody can sign up for it now, as a sentence; "" where they can."""
    if event.is_called_off:
        return f"{event.get_holding_display()}のため、受付を終了しました。"
    return "" if event.is_published else "イベントの公開後に受け付けます。"
