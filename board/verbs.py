"""The verbs of this room's lines in the register, and the purposes of its mails, in Japanese."""

VERBS = {
    "board.topic_drafted": "投稿の下書き",
    "board.topic_published": "投稿の公開",
    "board.topic_edited": "投稿の編集",
    "board.topic_closed": "投稿の終了",
    "board.topic_discarded": "下書きの破棄",
    "board.topic_hidden": "投稿の非表示",
    "board.topic_shown": "投稿の再表示",
    "board.reply_posted": "返信の投稿",
    "board.reply_hidden": "返信の非表示",
    "board.reply_shown": "返信の再表示",
    # life of topics
    # writing
    "board.topic_autosaved": "下書きの自動保存",
    "board.topic_scheduled": "投稿の予約",
    "board.topic_unscheduled": "投稿の予約の取消し",
    "board.topic_not_published": "予約した投稿を公開できず",
    "board.reply_edited": "返信の編集",
    # files and links
    # lists
    # telling
    # answers
    # order
    # paper
    # pamphlets
    "board.pamphlet_created": "配布依頼の作成",
    "board.pamphlet_answered": "配布依頼への回答",
    "board.pamphlet_closed": "配布依頼の終了",
    "board.pamphlet_withdrawn": "配布依頼の取下げ",
}
PURPOSES = {
    "board.topic_published": "掲示板: 新しい投稿の知らせ",
    "board.reply_posted": "掲示板: 返信の知らせ",
    # life of topics
    # writing
    "board.topic_edited": "掲示板: 投稿の更新の知らせ",
    "board.schedule_done": "掲示板: 予約した投稿の知らせ",
    # telling
    # answers
    # order
    # pamphlets
    "board.pamphlet_requested": "配布依頼: 区への依頼",
    "board.pamphlet_answered": "配布依頼: 回答の知らせ",
    "board.pamphlet_closed": "配布依頼: 終了の知らせ",
    "board.pamphlet_withdrawn": "配布依頼: 取下げの知らせ",
}
