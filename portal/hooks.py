"""What the portal ties together, as the rooms do not know each other; called once at start."""

from django.urls import reverse

from board.digests.registry import Notice, Notices, register_notices, register_pending_items
from board.topics.event_links import EventPages, register_event_pages
from board.topics.links_elsewhere import LinkElsewhere, register_links_elsewhere
from common.japanese_calendar import wareki
from common.labels import register_labels
from common.page_cache.frame import register_frame_part
from common.page_cache.listening import register_loss
from common.subject_imports import import_registering
from events.event_lists.queries import indexed_titles
from members.task_queue.queries import Group, TaskQueue, register_note, register_task_queues
from news.announcements.queries import announcements_to_gather
from news.editing.emails import sections_told
from news.issue_editing.desk_links import DeskLink, register_desk_link
from pamphlets.requests.models import PamphletRequest
from portal import outages
from portal.backup_runs.queries import last_backup_note
from portal.contact.models import ContactMessage
from portal.emergency_banners.shown import shown_banners
from portal.mypage.queries import pending_of

VERBS = {
    "portal.contact_handled": "お問い合わせへの対応",
    "portal.emergencybanner_added": "緊急のご案内を追加",
    "portal.emergencybanner_changed": "緊急のご案内を変更",
    "portal.emergencybanner_deleted": "緊急のご案内を削除",
    "portal.home_picture_chosen": "トップページの写真を選択",
    "portal.home_picture_removed": "トップページの写真を取下げ",
}


def _gathered_announcements(since) -> list[Notice]:
    return [
        Notice(
            f"announcement:{row.pk}",
            row.published_at,
            row.title,
            f"{row.get_category_display()} / {wareki(row.published_at)}公開",
            row.get_absolute_url(),
        )
        for row in announcements_to_gather(since)
    ]


def register() -> None:
    register_event_pages(
        EventPages(
            path_of=lambda number: reverse("events:event-detail", args=[number]), titles_of=indexed_titles
        )
    )
    register_pending_items(lambda user: pending_of(user).items)
    register_notices(Notices(current=_gathered_announcements, sections=sections_told))
    import_registering("portal")
    register_loss(outages.note_outage)
    register_note(last_backup_note)
    register_desk_link(
        DeskLink("記録から記事をつくる", lambda row: reverse("portal:issue-proposals", args=[row.volume]))
    )
    register_frame_part(shown_banners)
    register_labels(verbs=VERBS)
    register_task_queues(
        TaskQueue(
            "お問い合わせ",
            "お問い合わせフォームから届いた内容を確かめ、お返事をして、対応を記録します。",
            "portal:contact-list",
            "対応の済んでいないお問い合わせ",
            lambda today: ContactMessage.objects.waiting(),
            since="received_at",
            verb="対応する",
        ),
        TaskQueue(
            "緊急のご案内",
            "災害などのときに、すべてのページのいちばん上に出す文面です。",
            "portal:emergency-list",
            group=Group.REGISTER,
            add=("緊急のご案内を出す", "portal:emergency-new"),
        ),
        TaskQueue(
            "トップページの写真",
            "日本地図の代わりにトップページに出す写真を選びます。",
            "portal:home-picture",
            group=Group.REGISTER,
        ),
    )
    register_links_elsewhere(
        LinkElsewhere(
            "choose",
            "pamphlet",
            "パンフレットの配布依頼",
            "pamphlets:pamphlet-create",
            "観光や移住のパンフレットを区の窓口などで配るよう依頼します。",
            may=PamphletRequest.may_ask,
        ),
        LinkElsewhere("filter", "pamphlet", "パンフレット配布依頼の一覧を開く", "pamphlets:pamphlet-list"),
        LinkElsewhere(
            "drafts",
            "pamphlet",
            "配布依頼の下書き",
            "pamphlets:pamphlet-drafts",
            "パンフレットの配布依頼",
            may=lambda user: not user.is_special_ward and not user.is_secretariat,
        ),
    )
