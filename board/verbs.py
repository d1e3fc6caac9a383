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
    "board.pamphlet_reminded": "配布依頼への回答の督促",
    "board.answer_change_proposed": "受け入れた部数の変更の申出",
    "board.answer_change_agreed": "部数の変更への同意",
    "board.answer_change_refused": "部数の変更への不同意",
    "board.answer_change_cancelled": "部数の変更の申出の取消し",
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
    "board.pamphlet_reminded": "配布依頼: 回答の督促",
    "board.pamphlet_answer_copy": "配布依頼: メールからの回答の控え",
    "board.answer_change_proposed": "配布依頼: 部数の変更の申出",
    "board.answer_change_decided": "配布依頼: 部数の変更への返事",
    "board.answer_change_cancelled": "配布依頼: 部数の変更の申出の取消し",
}
