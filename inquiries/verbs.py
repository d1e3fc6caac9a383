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
}
PURPOSES = {
    "inquiries.inquiry_asked": "照会の依頼",
    # asking
    "inquiries.inquiry_changed": "照会の質問の変更",
    "inquiries.inquiry_due_moved": "照会の回答期限の変更",
    "inquiries.inquiry_closed": "照会の締切",
    "inquiries.inquiry_withdrawn": "照会の取下げ",
}
