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
    "board.ward_rule_saved": "区の受入条件の保存",
    "board.ward_place_saved": "配布場所の登録・変更",
    "board.ward_place_closed": "配布場所の廃止",
    "board.ward_closure_added": "受取りのできない期間の登録",
    "board.ward_closure_removed": "受取りのできない期間の削除",
    "board.pamphlet_question_asked": "配布依頼への問い合わせ",
    "board.pamphlet_question_replied": "問い合わせへの返事",
    "board.pamphlet_forwarded": "配布依頼を別の部署へ回す",
    "board.copies_dispatched": "パンフレットの発送",
    "board.copies_received": "パンフレットの受領",
    "board.copies_handed_out": "配布終了の報告",
    "board.delivery_undone": "発送・受領・配布終了の取消し",
}
PURPOSES = {
    "board.topic_published": "掲示板: 新しい投稿の知らせ",
    "board.reply_posted": "掲示板: 返信の知らせ",
    # life of topics
    # telling
    # answers
    # order
    # pamphlets
    "board.pamphlet_requested": "配布依頼: 区への依頼",
    "board.pamphlet_answered": "配布依頼: 回答の知らせ",
    "board.pamphlet_closed": "配布依頼: 終了の知らせ",
    "board.pamphlet_withdrawn": "配布依頼: 取下げの知らせ",
    "board.pamphlet_question_asked": "配布依頼: 区からの問い合わせ",
    "board.pamphlet_question_replied": "配布依頼: 問い合わせへの返事",
    "board.pamphlet_forwarded": "配布依頼: 別の部署へ回した知らせ",
    "board.delivery_dispatched": "配布依頼: 発送の知らせ",
    "board.delivery_received": "配布依頼: 受領の知らせ",
    "board.delivery_finished": "配布依頼: 配布終了の知らせ",
    "board.delivery_undone": "配布依頼: 発送・受領・配布終了の取消し",
}
