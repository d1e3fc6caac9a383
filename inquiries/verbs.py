"""The verbs of this room's lines in the register, and the purposes of its mails, in Japanese."""

VERBS = {
    "inquiries.inquiry_drafted": "照会の下書き",
    "inquiries.inquiry_edited": "照会の下書きの編集",
    "inquiries.inquiry_sent": "照会",
    "inquiries.inquiry_answered": "照会への回答",
    "inquiries.inquiry_corrected": "照会への回答の訂正",
}
PURPOSES = {
    "inquiries.inquiry_asked": "照会の依頼",
}
