"""The verbs of this room's lines in the register, and the purposes of its mails, in Japanese."""

VERBS = {
    "inquiries.inquiry_drafted": "照会の下書き",
    "inquiries.inquiry_edited": "照会の下書きの編集",
    "inquiries.inquiry_sent": "照会",
    "inquiries.inquiry_answered": "照会への回答",
    "inquiries.inquiry_corrected": "照会への回答の訂正",
    # answering
    "inquiries.answer_drafted": "照会への回答の下書き",
    "inquiries.answer_delegated": "照会への回答の担当決め",
    "inquiries.answer_passed": "照会への回答の担当の引継ぎ",
    "inquiries.answer_proposed": "照会への回答の確認の求め",
    "inquiries.answer_returned": "照会への回答の差戻し",
}
PURPOSES = {
    "inquiries.inquiry_asked": "照会の依頼",
    # answering
    "inquiries.answer_delegated": "照会の担当の知らせ",
    "inquiries.answer_proposed": "照会への回答の確認の求め",
    "inquiries.answer_returned": "照会への回答の差戻し",
    "inquiries.answer_given": "照会への回答の控え",
}
