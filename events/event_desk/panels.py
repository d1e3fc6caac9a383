"""How the event stands and what is next; what is still missing, with the way to where it is typed."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone

from common.japanese_calendar import today, wareki, wareki_time
from common.work_items import Standing
from events.events.models import Event
from events.events.panels import DeskPanel
from events.events.rules import Check, can_publish_event, check_list
from events.opening_hours.status import COMING, OVER, RUNNING, TODAY, phase_of
from events.reports.panels import published_report

CheckLine = tuple[Check, str]


def check_lines(event: Event) -> list[CheckLine]:
    """Each line of the check list, with the address of its field."""
    form, files, programme = (
        reverse(f"events:{name}", args=[event.pk]) for name in ("event-edit", "event-files", "programme-list")
    )
    pages = {"files": files, "programme": programme}
    return [(check, pages.get(check.field, f"{form}#id_{check.field}")) for check in check_list(event)]


def standing_of(event: Event, checks: Sequence[CheckLine], panels: Sequence[DeskPanel], user) -> Standing:
    """In one line, with a bar where all bodies are to do something."""
    share = next((panel.share for panel in panels if panel.share), None)
    words = _public(event) if event.is_published else _before(event, checks, user)
    if event.is_published and share:
        return Standing(f"{words}{share.words}", share.number, share.of)
    return Standing(words)


def _public(event: Event) -> str:
    if event.is_called_off:
        return f"{event.get_holding_display()}として公開しています。"
    return f"公開しています。{_phase(event)}"


def _phase(event: Event) -> str:
    phase = phase_of(event, timezone.now())
    if phase == COMING and event.is_on_known_day:
        return f"開催まであと{(event.starts_on - today()).days:,}日です。"
    if phase == RUNNING:
        return f"{wareki(event.last_day)}まで開催中です。"
    if phase == OVER:
        told = published_report(event) is not None
        return f"開催は終わりました。{'開催報告を公開しています。' if told else '次は、開催報告です。'}"
    return {COMING: "これからの開催です。", TODAY: "本日開催です。"}.get(phase, "")


def _before(event: Event, checks: Sequence[CheckLine], user) -> str:
    missing = [check.label for check, _ in checks if check.is_required and not check.is_done]
    publishes = can_publish_event(user, event)
    if event.publish_at:
        return f"{wareki_time(event.publish_at)}に公開する予約をしています。"
    if event.submitted_at:
        return "提出されています。次は、公開か差戻しです。" if publishes else "事務局の承認を待っています。"
    state = "事務局から差し戻されています。" if event.returned_note else "下書きです。"
    if missing:
        return f"{state}次は、{'、'.join(missing)}の入力です。"
    return f"{state}次は、{'公開' if publishes else '事務局への提出'}です。"
