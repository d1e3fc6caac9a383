"""What this room registers with the rooms below it; called once at start."""

from board.archives.models import Archive
from board.assignments.emails import (
    assignment_still_holds,
    due_reminder_still_holds,
    reassignment_still_holds,
)
from board.digests.emails import PURPOSE as DIGEST
from board.handovers.actions import hand_over_board
from board.moderation.emails import owner_notice_still_holds
from board.notifications.emails import AT_ONCE_PURPOSES, reason_not_to_send
from board.notifications.guards import NO_LONGER_HOLDS
from board.replies.models import Reply
from board.reply_capacity.emails import capacity_still_holds
from board.reports.models import Report
from board.topic_lists.search import describe_topic
from board.topics.models import Topic
from common.attachments.download_log import register_download_verb
from common.attachments.search import register_search_owner
from common.labels import register_labels
from common.outbox import guards
from common.search import registry
from common.subject_imports import import_registering
from members.handovers.transfers import register_transfer
from members.login.backends import register_secretariat_permissions
from members.task_queue.queries import TaskQueue, register_task_queues

VERBS = {
    "board.topic_drafted": "投稿の下書き",
    "board.topic_published": "投稿の公開",
    "board.topic_edited": "投稿の編集",
    "board.topic_closed": "投稿の終了",
    "board.topic_discarded": "下書きの破棄",
    "board.topic_hidden": "投稿の非表示",
    "board.topic_unhidden": "投稿の再表示",
    "board.reply_posted": "返信の投稿",
    "board.reply_hidden": "返信の非表示",
    "board.reply_unhidden": "返信の再表示",
    # stages, closing, audience
    "board.topic_stepped": "提案の段階の変更",
    "board.topic_expired": "締切による投稿の終了",
    "board.topic_reopened": "投稿の受付の再開",
    "board.audience_changed": "公開範囲の変更",
    # editing
    "board.topic_autosaved": "下書きの自動保存",
    "board.topic_scheduled": "投稿の予約",
    "board.topic_unscheduled": "投稿の予約の取消し",
    "board.topic_not_published": "予約した投稿を公開できず",
    "board.reply_edited": "返信の編集",
    # files and links
    "board.link_card_edited": "リンクの見出しの変更",
    # lists
    "board.topic_pinned": "投稿の固定",
    "board.topic_unpinned": "投稿の固定の終了",
    # subscriptions
    "board.watch_added": "知らせの条件の追加",
    "board.watch_changed": "知らせの条件の変更",
    "board.watch_removed": "知らせの条件の削除",
    "board.watches_reset": "知らせの設定を標準に戻す",
    "board.rhythm_set": "知らせの頻度の変更",
    "board.topic_watch_set": "投稿ごとの知らせの変更",
    # replies, assignments, talks
    "board.reply_capacity_set": "返信の位置付けの変更",
    "board.topic_assigned": "団体内の担当の割当",
    "board.assignment_finished": "団体内の担当の完了",
    "board.assignment_handed_over": "団体内の担当の引継ぎ",
    "board.talk_begun": "相談の開始",
    # moderation
    "board.topic_locked": "投稿の書込み停止",
    "board.topic_unlocked": "投稿の書込み再開",
    "board.topic_moved": "投稿の種類の変更",
    "board.topic_merged": "投稿の統合",
    "board.topic_absorbed": "統合された投稿の受入れ",
    "board.topic_unmerged": "投稿の統合の取消し",
    "board.post_reported": "投稿の通報",
    "board.report_decided": "通報への対応",
    "board.owner_asked": "投稿した団体への確認の依頼",
    # exports and archives
    "board.topics_exported": "投稿の一覧の書き出し",
    "board.topic_downloaded": "投稿と添付ファイルをまとめて保存",
    "board.read_receipts_exported": "既読の一覧の書き出し",
    "board.archive_requested": "保存用一式の作成の依頼",
    "board.archive_ready": "保存用一式の作成",
    "board.archive_fetched": "保存用一式のダウンロード",
    "board.archive_failed": "保存用一式の作成の失敗",
    "board.archive_stopped": "保存用一式の作成の取りやめ",
    "board.archive_deleted": "保存用一式の削除",
}
PURPOSES = {
    "board.topic_published": "掲示板: 新しい投稿の知らせ",
    "board.reply_posted": "掲示板: 返信の知らせ",
    # stages, closing, audience
    "board.topic_stepped": "掲示板: 提案の段階の知らせ",
    "board.topic_closed": "掲示板: 受付終了の知らせ",
    "board.topic_expired": "掲示板: 締切による受付終了の知らせ",
    "board.topic_reopened": "掲示板: 受付再開の知らせ",
    "board.audience_widened": "掲示板: 読めるようになった投稿の知らせ",
    "board.audience_narrowed": "掲示板: 読めなくなった投稿の知らせ",
    # editing
    "board.topic_edited": "掲示板: 投稿の更新の知らせ",
    "board.schedule_done": "掲示板: 予約した投稿の知らせ",
    # notifications
    "board.mentioned": "掲示板: 名指しの知らせ",
    "board.digest": "掲示板: まとめての知らせ",
    # replies, assignments, talks
    "board.official_answer_changed": "掲示板: 団体としての回答の知らせ",
    "board.talk_begun": "掲示板: 相談の知らせ",
    "board.topic_assigned": "掲示板: 担当になった知らせ",
    "board.assignment_reassigned": "掲示板: 担当が替わった知らせ",
    "board.assignment_due": "掲示板: 担当する投稿の期限の知らせ",
    # moderation
    "board.owner_notified": "掲示板: 事務局の対応の知らせ",
    "board.topic_merged": "掲示板: 統合の知らせ",
    "board.post_reported": "掲示板: 通報の知らせ(事務局)",
    "board.report_decided": "掲示板: 通報への回答",
    # archives
    "board.archive_finished": "掲示板: 保存用一式の知らせ",
}

TASK_QUEUE = (
    TaskQueue(
        "掲示板の通報",
        "会員が通報した投稿や返信を確かめ、非表示・書込み停止などの対応を決めて回答します。",
        "board:report-list",
        "対応を待つ掲示板の通報",
        lambda: Report.objects.open(),
    ),
    TaskQueue(
        "掲示板の整理",
        "非表示、書込み停止、統合、固定表示の投稿を一覧で確かめます。",
        "board:moderation-list",
    ),
    TaskQueue(
        "掲示板の保存用一式",
        "掲示板のすべての投稿・返信・添付ファイルを、このサイトがなくても開ける1つのZIPにまとめます。",
        "board:archive-list",
    ),
)


def register_search() -> None:
    registry.register_searchable(Topic, describe_topic)
    register_search_owner(Reply, lambda reply: reply.topic)


def register_mail_guards() -> None:
    for purpose, still_holds in (
        ("board.owner_notified", owner_notice_still_holds),
        ("board.official_answer_changed", capacity_still_holds),
        ("board.topic_assigned", assignment_still_holds),
        ("board.assignment_reassigned", reassignment_still_holds),
        ("board.assignment_due", due_reminder_still_holds),
    ):
        guards.register_guard(purpose, lambda mail, holds=still_holds: "" if holds(mail) else NO_LONGER_HOLDS)


def register() -> None:
    import_registering("board")
    register_secretariat_permissions("board", "view", "change")
    for purpose in (*AT_ONCE_PURPOSES, DIGEST):
        guards.register_guard(purpose, reason_not_to_send)
    register_mail_guards()
    register_download_verb(Archive, "board.archive_fetched")
    register_search()
    register_transfer(hand_over_board)
    register_labels(verbs=VERBS, purposes=PURPOSES)
    register_task_queues(*TASK_QUEUE)
