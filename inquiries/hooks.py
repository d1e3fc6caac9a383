"""What this room registers with the rooms below it; called once at start."""

from common.labels import register_labels
from common.pages import register_page
from common.subject_imports import import_registering
from correspondence.answers_by_mail.registration import register_answers_by_mail
from inquiries.answers.models import InquiryAnswer
from inquiries.answers_by_mail.views import ANSWERS_BY_MAIL
from inquiries.delegation.actions import hand_over_delegations
from inquiries.inquiries.models import Inquiry
from inquiries.inquiries.search import register_search
from inquiries.inquiry_page.filters import InquiryFilter
from inquiries.inquiry_page.views import inquiry_page
from inquiries.retractions.actions import register_erasers
from members.handovers.transfers import register_transfer
from members.login.backends import register_secretariat_permissions
from members.saved_filters.registry import register_list
from members.task_queue.queries import TaskQueue, register_task_queues

VERBS = {
    "inquiries.inquirystep_retracted": "照会の経過の撤回",
    "inquiries.inquirystep_purged": "照会の経過の完全な削除",
    "inquiries.inquiry_purged": "照会の完全な削除",
    "inquiries.inquiryanswer_purged": "照会への回答の完全な削除",
    "inquiries.inquiry_drafted": "照会の下書き",
    "inquiries.inquiry_edited": "照会の下書きの編集",
    "inquiries.inquiry_sent": "照会",
    "inquiries.inquiry_review_asked": "照会の承認の求め",
    "inquiries.inquiry_taken_back": "照会の承認の求めの取戻し",
    "inquiries.inquiry_returned": "照会の差戻し",
    "inquiries.inquiry_approved": "照会の承認",
    "inquiries.approval_rule_saved": "照会の承認の設定",
    # asking
    "inquiries.inquiry_discarded": "照会の下書きの削除",
    "inquiries.inquiry_changed": "照会の質問の変更",
    "inquiries.inquiry_due_moved": "照会の回答期限の変更",
    "inquiries.inquiry_added": "照会先の追加",
    "inquiries.inquiry_closed": "照会の終了",
    "inquiries.inquiry_withdrawn": "照会の取下げ",
    # answering
    "inquiries.inquiry_answered": "照会への回答",
    "inquiries.inquiry_corrected": "照会への回答の訂正",
    "inquiries.answer_drafted": "照会への回答の下書き",
    "inquiries.answer_delegated": "照会への回答の担当決め",
    "inquiries.answer_passed": "照会への回答の担当の引継ぎ",
    "inquiries.answer_proposed": "照会への回答の確認の求め",
    "inquiries.answer_returned": "照会への回答の差戻し",
    # results
    "inquiries.inquiry_reminded": "照会の回答の督促",
    "inquiries.late_answers_exported": "期限を過ぎた照会の回答の書き出し",
    "inquiries.results_exported": "照会の結果の書き出し",
    "inquiries.files_taken": "照会の回答のファイルの一括保存",
}
TASK_QUEUE = (
    TaskQueue(
        "期限を過ぎた照会の回答",
        "受付中の照会のうち、回答期限を過ぎても回答のない団体を確かめ、電話などで連絡します。",
        "inquiries:late-list",
        "期限を過ぎた照会の回答",
        lambda today: InquiryAnswer.objects.late(today),
        since="inquiry__answer_due",
        from_what="期限",
        verb="連絡する",
    ),
    TaskQueue(
        "連絡先なしの団体への照会",
        "メールの届く担当部署も担当者もいない団体への照会です。電話などで知らせ、聞き取った回答を代わりに入力します。",
        "inquiries:without-contact-list",
        "連絡先なしの団体への照会",
        lambda today: InquiryAnswer.objects.without_contact(),
        since="inquiry__sent_at",
        from_what="照会",
        verb="連絡する",
    ),
)


def register() -> None:
    import_registering("inquiries")
    register_secretariat_permissions("inquiries", "view")
    register_search()
    register_list("inquiries", "照会", "inquiries:inquiry-list", InquiryFilter)
    register_page(Inquiry, inquiry_page)
    register_answers_by_mail(ANSWERS_BY_MAIL)
    register_labels(verbs=VERBS)
    register_erasers()
    register_transfer(hand_over_delegations)
    register_task_queues(*TASK_QUEUE)
