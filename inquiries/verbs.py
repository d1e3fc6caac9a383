"""The verbs of this room's lines in the register, and the purposes of its mails, in Japanese."""

VERBS = {
    "inquiries.inquiry_drafted": "照会の下書き",
    "inquiries.inquiry_edited": "照会の下書きの編集",
    "inquiries.inquiry_sent": "照会",
    "inquiries.inquiry_answered": "照会への回答",
    "inquiries.inquiry_corrected": "照会への回答の訂正",
    # results
    "inquiries.inquiry_reminded": "照会の回答の督促",
    "inquiries.results_exported": "照会の結果の書き出し",
    "inquiries.files_taken": "照会の回答のファイルの一括保存",
}
PURPOSES = {
    "inquiries.inquiry_asked": "照会の依頼",
    # results
    "inquiries.inquiry_reminded": "照会: 回答の督促",
    "inquiries.inquiry_progress": "照会: 回答の状況の知らせ",
    "inquiries.inquiry_complete": "照会: すべての回答がそろった知らせ",
}
