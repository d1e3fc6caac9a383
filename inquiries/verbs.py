"""The verbs of this room's lines in the register, and the purposes of its mails, in Japanese."""

VERBS = {
    "inquiries.inquiry_drafted": "照会の下書き",
    "inquiries.inquiry_edited": "照会の下書きの編集",
    "inquiries.inquiry_sent": "照会",
    # asking
    "inquiries.inquiry_discarded": "照会の下書きの削除",
    "inquiries.inquiry_changed": "照会の質問の変更",
    "inquiries.inquiry_due_moved": "照会の回答期限の変更",
    "inquiries.inquiry_added": "照会先の追加",
    "inquiries.inquiry_closed": "照会の締切",
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
    "inquiries.results_exported": "照会の結果の書き出し",
    "inquiries.files_taken": "照会の回答のファイルの一括保存",
}
PURPOSES = {
    "inquiries.inquiry_asked": "照会の依頼",
    # answering
    "inquiries.answer_delegated": "照会の担当の知らせ",
    "inquiries.answer_proposed": "照会への回答の確認の求め",
    "inquiries.answer_returned": "照会への回答の差戻し",
    "inquiries.answer_given": "照会への回答の控え",
    # asking
    "inquiries.inquiry_changed": "照会の質問の変更",
    "inquiries.inquiry_due_moved": "照会の回答期限の変更",
    "inquiries.inquiry_closed": "照会の締切",
    "inquiries.inquiry_withdrawn": "照会の取下げ",
    # results
    "inquiries.inquiry_reminded": "照会: 回答の督促",
    "inquiries.inquiry_progress": "照会: 回答の状況の知らせ",
    "inquiries.inquiry_complete": "照会: すべての回答がそろった知らせ",
}
