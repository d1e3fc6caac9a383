"""What this room registers with the rooms below it; called once at start."""

from board.handovers.actions import hand_over_board
from board.replies import search as replies
from board.reports.models import Report
from board.retractions.actions import register_erasers
from board.topic_lists import search as topic_lists
from board.topic_lists.filters import TopicFilter
from board.topics.models import Topic
from board.topics.numbers import parse_topic_number
from board.topics.rules import calls_of, can_run_sign_ups, owns_topic, why_not_sign_up
from common.labels import register_labels
from common.links.registry import Linkable, register_linkable
from common.subject_imports import import_registering
from members.handovers.transfers import register_transfer
from members.login.backends import register_secretariat_permissions
from members.saved_filters.registry import register_list
from members.task_queue.queries import Group, TaskQueue, register_task_queues
from sign_ups.slots.carriers import Carrier, register_carrier

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
    "board.topic_expired": "期限による投稿の終了",
    "board.topic_reopened": "投稿の受付の再開",
    "board.audience_changed": "公開範囲の変更",
    # editing
    "board.topic_autosaved": "下書きの自動保存",
    "board.topic_scheduled": "投稿の予約",
    "board.topic_unscheduled": "投稿の予約の取消し",
    "board.topic_not_published": "予約した投稿を公開できず",
    "board.reply_edited": "返信の編集",
    # approval inside the organisation
    "board.topic_review_asked": "投稿の承認の求め",
    "board.topic_taken_back": "投稿の承認の求めの取戻し",
    "board.topic_returned": "投稿の差戻し",
    "board.topic_approved": "投稿の承認",
    "board.approval_rule_saved": "投稿の承認の設定",
    # files and links
    "board.link_card_edited": "リンクの見出しの変更",
    # lists
    "board.topic_pinned": "投稿の固定",
    "board.topic_unpinned": "投稿の固定の終了",
    # subscriptions
    "board.watch_added": "通知の条件の追加",
    "board.watch_changed": "通知の条件の変更",
    "board.watch_removed": "通知の条件の削除",
    "board.watches_reset": "通知の設定を標準に戻す",
    "board.rhythm_set": "通知の頻度の変更",
    "board.digest_stopped": "まとめての通知の停止",
    "board.topic_watch_set": "投稿ごとの通知の変更",
    # replies, assignments, talks
    "board.reply_capacity_set": "返信の立場の変更",
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
    "board.topic_retracted": "投稿の撤回",
    "board.reply_retracted": "返信の撤回",
    "board.version_retracted": "以前の版の撤回",
    "board.topic_purged": "投稿の完全な削除",
    "board.reply_purged": "返信の完全な削除",
    "board.version_purged": "以前の版の完全な削除",
    # exports and archives
    "board.topics_exported": "投稿の一覧の書き出し",
    "board.topic_downloaded": "投稿と添付ファイルをまとめて保存",
    "board.read_receipts_exported": "既読の一覧の書き出し",
}
TASK_QUEUE = (
    TaskQueue(
        "掲示板の通報",
        "会員が通報した投稿や返信を確かめ、非表示・書込み停止などの対応を決めて回答します。",
        "board:report-list",
        "対応を待つ掲示板の通報",
        lambda today: Report.objects.open(),
        since="at",
        verb="対応を決める",
    ),
    TaskQueue(
        "掲示板の整理",
        "非表示、書込み停止、統合、固定表示の投稿を一覧で確かめます。",
        "board:moderation-list",
        group=Group.BOARD,
    ),
    TaskQueue(
        "掲示板の保存用一式",
        "掲示板のすべての投稿・返信・添付ファイルを、このサイトがなくても開ける1つのZIPにまとめます。",
        "board:archive-list",
        group=Group.BOARD,
    ),
)


LINKABLE_TOPIC = Linkable(
    "topic",
    Topic,
    "掲示板の投稿",
    "board:topic-detail",
    may_edit=lambda user, topic: owns_topic(user, topic) or user.is_secretariat,
    number_of=parse_topic_number,
)
CALL_WITH_SLOTS = Carrier(
    "call",
    Topic,
    "参加募集",
    may_manage=can_run_sign_ups,
    why_not=why_not_sign_up,
    place_of=lambda topic: topic.place,
    capacity_of=lambda topic: topic.places,
    run_by=calls_of,
    for_visitors=False,
    related=("organization",),
)


def register() -> None:
    import_registering("board")
    register_secretariat_permissions("board", "view", "change")
    topic_lists.register_search()
    register_list("board", "掲示板", "board:topic-list", TopicFilter)
    replies.register_search()
    register_erasers()
    register_transfer(hand_over_board)
    register_labels(verbs=VERBS)
    register_linkable(LINKABLE_TOPIC)
    register_carrier(CALL_WITH_SLOTS)
    register_task_queues(*TASK_QUEUE)
