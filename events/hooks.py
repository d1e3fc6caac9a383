"""What this room registers with the rooms below it; called once at start."""

from common.labels import register_labels
from common.links.registry import Linkable, register_linkable
from common.pages import register_page
from common.subject_imports import import_registering
from correspondence.answers_by_mail.registration import register_answers_by_mail
from events.event_desk.views import desk_page
from events.events.models import Event
from events.events.rules import called_off_words, can_edit_event, why_not_sign_up
from events.invitation_answers.views import ANSWERS_BY_MAIL as INVITATIONS_BY_MAIL
from events.participations.queries import roles_to_decide
from events.sheet_answers.views import ANSWERS_BY_MAIL as SHEETS_BY_MAIL
from events.sheets.models import ExhibitorSheet
from members.login.backends import register_secretariat_permissions
from members.task_queue.queries import Group, TaskQueue, register_task_queues
from sign_ups.slots.carriers import Carrier, register_carrier

VERBS = {
    "events.bodies_invited": "出展への招待",
    "events.bodies_reminded": "出展の招待の再通知",
    "events.silent_bodies_exported": "招待に未回答の団体の書き出し",
    "events.booth_assigned": "ブースの割当て",
    "events.booth_deleted": "ブースの削除",
    "events.booth_edited": "ブースの変更",
    "events.booth_released": "ブースの割当ての解除",
    "events.booths_filled": "ブースの一括の割当て",
    "events.booths_made": "ブースの作成",
    "events.event_added": "イベントの追加（取込み）",
    "events.event_changed": "イベントの変更（取込み）",
    "events.report_edited": "開催報告の編集",
    "events.report_published": "開催報告の公開",
    "events.report_withdrawn": "開催報告の公開の取下げ",
    "events.report_taken_back": "開催の状況が変わったため、開催報告を下書きに戻した",
    "events.sheet_compared": "イベント一覧を読込み",
    "events.sheet_failed": "イベント一覧の取込みの失敗",
    "events.sheet_imported": "イベント一覧を取込み",
    "events.event_copied": "次の回の下書きの作成",
    "events.contact_saved": "出展する団体の連絡先の入力",
    "events.event_submitted": "イベントの提出",
    "events.event_returned": "イベントの差戻し",
    "events.event_scheduled": "イベントの公開の予約",
    "events.event_unscheduled": "イベントの公開の予約の取消し",
    "events.event_not_published": "予約したイベントを公開できなかった",
    "events.participations_exported": "出展・参加自治体の一覧の保存",
    "events.sheet_confirmed": "紹介シートの確認",
    "events.sheet_deadline_moved": "紹介シートの提出期限の変更",
    "events.sheet_reminded": "紹介シートの督促",
    "events.sheet_returned": "紹介シートの差戻し",
    "events.sheet_saved": "紹介シートの下書きの保存",
    "events.sheet_submitted": "紹介シートの提出",
    "events.programme_edited": "プログラムの編集",
    "events.programme_deleted": "プログラムの削除",
    "events.event_holding_changed": "イベントの開催の状況の変更",
    "events.call_edited": "出展募集の編集",
    "events.call_questions_edited": "出展募集の質問の編集",
    "events.call_opened": "出展募集の開始",
    "events.application_made": "出展の申込",
    "events.application_changed": "出展の申込の変更",
    "events.application_withdrawn": "出展の辞退",
    "events.application_decided": "出展の申込の決定",
}
LINKABLE_EVENT = Linkable(
    "event",
    Event,
    "イベント・展示",
    "events:event-detail",
    may_edit=can_edit_event,
    is_public=True,
)
EVENT_WITH_SLOTS = Carrier(
    "event",
    Event,
    "イベント・展示",
    may_manage=can_edit_event,
    why_not=why_not_sign_up,
    place_of=lambda event: event.place,
    called_off=called_off_words,
    run_by=lambda user: Event.objects.run_by(user),
    for_visitors=True,
    related=("owner", "venue"),
)

TASK_QUEUE = TaskQueue(
    "イベントの承認",
    "会員が提出したイベントを確かめ、公開または差戻しをします。",
    "events:event-own-list",
    "承認を待つイベント",
    lambda today: Event.objects.waiting_for_approval(),
    since="submitted_at",
    from_what="提出",
    group=Group.REGISTER,
)
DECISIONS = TaskQueue(
    "出展の申込の決定",
    "事務局のイベントへの出展の申込を、決定・空き待ち・見送りにします。",
    "events:call-list",
    "決定を待つ出展の申込",
    lambda today: roles_to_decide(Event.objects.filter(owner=None)),
    since="participation__answered_at",
    verb="決定する",
)
SHEETS = TaskQueue(
    "紹介シートの確認",
    "事務局のイベントに提出された紹介シートを、確認済にするか差し戻します。",
    "events:sheet-list",
    "確認を待つ紹介シート",
    lambda today: ExhibitorSheet.objects.submitted_to(Event.objects.filter(owner=None)),
    since="submitted_at",
    from_what="提出",
    verb="確認する",
)


def register() -> None:
    register_labels(verbs=VERBS)
    import_registering("events")
    register_secretariat_permissions("events", "view", "add", "change", "delete")
    register_linkable(LINKABLE_EVENT)
    register_carrier(EVENT_WITH_SLOTS)
    register_page(Event, desk_page)
    register_answers_by_mail(INVITATIONS_BY_MAIL)
    register_answers_by_mail(SHEETS_BY_MAIL)
    register_task_queues(TASK_QUEUE, DECISIONS, SHEETS)
