"""What this room registers with the rooms below it; called once at start."""

from common.labels import register_labels
from common.links.registry import Linkable, register_linkable
from common.subject_imports import import_registering
from events.events.models import Event
from events.events.rules import can_edit_event
from members.login.backends import register_secretariat_permissions

VERBS = {
    "events.event_added": "イベントの追加（取込み）",
    "events.event_changed": "イベントの変更（取込み）",
    "events.report_edited": "開催報告の編集",
    "events.report_published": "開催報告の公開",
    "events.report_withdrawn": "開催報告の公開の取下げ",
    "events.sheet_compared": "イベント一覧を読込み",
    "events.sheet_imported": "イベント一覧を取込み",
}
LINKABLE_EVENT = Linkable(
    "event",
    Event,
    "イベント・展示",
    "events:event-detail",
    may_edit=can_edit_event,
    is_public=True,
)


def register() -> None:
    register_labels(verbs=VERBS)
    import_registering("events")
    register_secretariat_permissions("events", "view", "add", "change", "delete")
    register_linkable(LINKABLE_EVENT)
