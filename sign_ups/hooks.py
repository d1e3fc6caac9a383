"""What this room registers with the rooms below it; called once at start."""

from common.labels import register_labels
from common.subject_imports import import_registering

VERBS = {
    "sign_ups.slot_added": "受付枠の追加",
    "sign_ups.slot_edited": "受付枠の変更",
    "sign_ups.slot_opened": "受付の開始",
    "sign_ups.slot_closed": "受付の終了",
    "sign_ups.seats_added": "席の増減",
    "sign_ups.signed_up": "参加の申込",
    "sign_ups.sign_up_changed": "参加の申込の変更",
    "sign_ups.sign_up_cancelled": "参加の申込の取消し",
    "sign_ups.sign_up_decided": "参加の申込の決定",
    "sign_ups.place_offered": "空席の案内",
    "sign_ups.offer_accepted": "空席の案内への参加の返事",
    "sign_ups.offer_lapsed": "空席の案内の期限切れ",
    "sign_ups.free_places_offered": "空いている席の案内",
    "sign_ups.door_code_made": "受付コードの発行",
    "sign_ups.door_code_ended": "受付コードの停止",
    "sign_ups.checked_in": "当日の受付",
    "sign_ups.check_in_undone": "当日の受付の取消し",
    "sign_ups.walk_ins_counted": "申込なしの来場の記録",
    "sign_ups.paper_list_entered": "紙の名簿からの入力",
    "sign_ups.name_cards_printed": "名札の印刷",
    "sign_ups.names_purged": "参加申込の個人情報の削除",
    "sign_ups.mailing_drafted": "一斉メールの下書き",
    "sign_ups.mailing_edited": "一斉メールの下書きの編集",
    "sign_ups.mailing_deleted": "一斉メールの下書きの削除",
    "sign_ups.mailing_sent": "一斉メールの送信",
    "sign_ups.mailing_resent": "一斉メールの再送信",
    "sign_ups.survey_saved": "アンケートの編集",
    "sign_ups.survey_questions_saved": "アンケートの質問の編集",
    "sign_ups.survey_opened": "アンケートの受付の開始",
    "sign_ups.survey_closed": "アンケートの受付の終了",
    "sign_ups.survey_exported": "アンケートの結果の保存",
    "sign_ups.names_exported": "参加申込の一覧の保存",
}


def register() -> None:
    import_registering("sign_ups")
    register_labels(verbs=VERBS)
