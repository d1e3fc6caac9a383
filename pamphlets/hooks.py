"""What this room registers with the rooms below it; called once at start."""

from common.labels import register_labels
from common.pages import register_page
from common.subject_imports import import_registering
from correspondence.answers_by_mail.registration import register_answers_by_mail
from members.handovers.transfers import register_transfer
from members.login.backends import register_secretariat_permissions
from members.saved_filters.registry import register_list
from members.task_queue.queries import TaskQueue, register_task_queues
from pamphlets.answers.models import WardAnswer
from pamphlets.answers_by_mail.views import ANSWERS_BY_MAIL
from pamphlets.delegation.actions import hand_over_delegations
from pamphlets.request_page.filters import PamphletFilter
from pamphlets.request_page.views import pamphlet_page
from pamphlets.requests.models import PamphletRequest
from pamphlets.requests.search import register_search
from pamphlets.retractions.actions import register_erasers

VERBS = {
    "pamphlets.pamphletstep_retracted": "配布依頼の経過の撤回",
    "pamphlets.pamphletstep_purged": "配布依頼の経過の完全な削除",
    "pamphlets.pamphletrequest_purged": "配布依頼の完全な削除",
    "pamphlets.wardanswer_purged": "区の回答の完全な削除",
    "pamphlets.pamphlet_exported": "配布依頼の回答の書き出し",
    "pamphlets.late_answers_exported": "期限を過ぎた回答の書き出し",
    "pamphlets.pamphlet_summary_exported": "配布依頼の年度集計の書き出し",
    "pamphlets.ward_rules_exported": "区の受入条件の書き出し",
    "pamphlets.pamphlet_sent": "配布依頼",
    "pamphlets.pamphlet_answered": "配布依頼への回答",
    "pamphlets.pamphlet_closed": "配布依頼の終了",
    "pamphlets.pamphlet_withdrawn": "配布依頼の取下げ",
    "pamphlets.ward_rule_saved": "区の受入条件の保存",
    "pamphlets.ward_place_saved": "配布場所の登録・変更",
    "pamphlets.ward_place_closed": "配布場所の廃止",
    "pamphlets.ward_closure_added": "受取りのできない期間の登録",
    "pamphlets.ward_closure_removed": "受取りのできない期間の削除",
    "pamphlets.pamphlet_question_asked": "配布依頼への問い合わせ",
    "pamphlets.pamphlet_question_replied": "問い合わせへの返事",
    "pamphlets.answer_delegated": "配布依頼への回答の担当決め",
    "pamphlets.answer_passed": "配布依頼への回答の担当の引継ぎ",
    "pamphlets.pamphlet_reminded": "配布依頼への回答の督促",
    "pamphlets.answer_change_proposed": "受け入れた部数の変更の申出",
    "pamphlets.answer_change_agreed": "部数の変更への同意",
    "pamphlets.answer_change_refused": "部数の変更への不同意",
    "pamphlets.answer_change_cancelled": "部数の変更の申出の取消し",
    "pamphlets.pamphlet_drafted": "配布依頼の下書き",
    "pamphlets.pamphlet_edited": "配布依頼の下書きの保存",
    "pamphlets.pamphlet_discarded": "配布依頼の下書きの破棄",
    "pamphlets.pamphlet_review_asked": "配布依頼の起案",
    "pamphlets.pamphlet_taken_back": "配布依頼の起案の取戻し",
    "pamphlets.pamphlet_returned": "配布依頼の差戻し",
    "pamphlets.pamphlet_approved": "配布依頼の承認",
    "pamphlets.pamphlet_changed": "配布依頼の変更",
    "pamphlets.pamphlet_added": "配布依頼への区の追加",
    "pamphlets.approval_rule_saved": "依頼の承認の設定",
    "pamphlets.copies_dispatched": "パンフレットの発送",
    "pamphlets.copies_received": "パンフレットの受領",
    "pamphlets.copies_handed_out": "配布終了の報告",
    "pamphlets.delivery_undone": "発送・受領・配布終了の取消し",
}
TASK_QUEUE = (
    TaskQueue(
        "連絡先なしの区への配布依頼",
        "メールの届く担当部署も担当者もいない区への配布依頼です。電話などで知らせ、聞き取った回答を代わりに入力します。",
        "pamphlets:without-contact-list",
        "連絡先なしの区への配布依頼",
        lambda today: WardAnswer.objects.without_contact(),
        since="pamphlet__sent_at",
        from_what="依頼",
        verb="連絡する",
    ),
    TaskQueue(
        "期限を過ぎた区の回答",
        "受付中の配布依頼のうち、回答期限を過ぎても回答のない区を確かめ、電話などで連絡します。",
        "pamphlets:pamphlet-late",
        "期限を過ぎた区の回答",
        lambda today: WardAnswer.objects.late(today),
        since="pamphlet__answer_due",
        from_what="期限",
        verb="連絡する",
    ),
)


def register() -> None:
    import_registering("pamphlets")
    register_secretariat_permissions("pamphlets", "view", "change")
    register_search()
    register_list("pamphlets", "パンフレット配布依頼", "pamphlets:pamphlet-list", PamphletFilter)
    register_page(PamphletRequest, pamphlet_page)
    register_answers_by_mail(ANSWERS_BY_MAIL)
    register_transfer(hand_over_delegations)
    register_labels(verbs=VERBS)
    register_erasers()
    register_task_queues(*TASK_QUEUE)
