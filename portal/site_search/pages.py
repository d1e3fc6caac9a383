"""Pages without a record behind them, found by their name in the site map and by what else people say."""

from collections.abc import Sequence
from functools import cache

from django.urls import reverse

from common.search.normalisation import jnorm
from common.search.query_terms import Term, stands_in
from portal.about.pages import SITE_MAP

# what people say who look for the page; its name stands in the site map
WORDS = {
    "portal:about": "特別区全国連携プロジェクトとは 概要 趣旨 目的 特別区長会 会員数 今後の方向 about",
    "portal:contact": "問い合わせ 連絡先 電話番号 メール 事務局 相談窓口 質問 意見 要望 contact",
    "portal:guide-list": "使い方 操作 マニュアル 説明書 ヘルプ 困ったとき help",
    "portal:privacy": "個人情報 プライバシーポリシー 個人情報保護方針 privacy",
    "portal:terms": "利用規約 著作権 リンク 免責 サイトポリシー 転載",
    "portal:accessibility": "アクセシビリティ 読み上げ 文字の大きさ 障害 JIS X 8341-3",
    "portal:english": "英語 English outline summary",
    "members:application-apply": "会員登録 入会 加入 参加 申込 登録したい 会員になる 新規登録 join",
    "members:mail-token-enter": "受付番号 確認コード 申請の状況",
    "members:takeover-search": "引継ぎ 異動 前任者 担当者変更 人事異動",
    "members:organization-list": "会員一覧 参加自治体 加盟 名簿 地図 市町村 member",
    "account_login": "ログイン サインイン 会員用ページ 会員ページ パスワード login",
    "account_recovery": "パスワードを忘れた ログインできない 再設定 認証 機種変更",
    "events:event-list": "イベント 催し 展示 物産展 これからの予定 祭り event",
    "events:event-month": "カレンダー 月間 予定表 日程 calendar",
    "events:event-archive": "過去 実績 年度 これまでのイベント 記録",
    "disaster:disaster-list": "災害支援 被災地支援 派遣 義援金 見舞金 復興支援 被災 disaster",
    "disaster:support-tables": "派遣職員数 支援の表 集計 人数 統計",
    "disaster:statement-list": "公表値 公表資料 出典",
    "news:announcement-list": "お知らせ 新着情報 更新情報",
    "news:newsissue-list": "全国連携NEWS ニュース 広報紙 ニュースレター 機関紙 バックナンバー news",
    "board:topic-list": "掲示板 投稿 提案 参加募集",
    "board:subscription-edit": "通知 メール配信 配信停止 メール設定",
    "pamphlets:pamphlet-list": "パンフレット チラシ 配布 配架 設置 冊子",
    "inquiries:inquiry-list": "照会 回答 アンケート 調査",
    "events:call-list": "出展募集 出店 ブース",
}


def find_pages(terms: Sequence[Term], user) -> list[tuple[str, str]]:
    """(name, address) of those that the user may open and that say every word."""
    found = []
    for _, may, pages in SITE_MAP:
        if may(user):
            found += [(label, reverse(name)) for label, name in pages if _says(terms, label, name)]
    return found


def _says(terms: Sequence[Term], label: str, name: str) -> bool:
    norm = _norm(label, name)
    return all(stands_in(term, norm) for term in terms)


@cache
def _norm(label: str, name: str) -> str:
    return "|".join(map(jnorm, [label, *WORDS.get(name, "").split()]))
