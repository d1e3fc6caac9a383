"""Sentences such as officers write, made up; the same seed gives the same text."""

import random

from django.utils.safestring import SafeString

from common.text import render_body


def _words(text: str) -> list[str]:
    return text.split()


PLACES = _words("""
    函館市 弘前市 遠野市 石巻市 横手市 鶴岡市 喜多方市 水戸市 日光市 高崎市 秩父市 館山市 小田原市
    佐渡市 高岡市 輪島市 鯖江市 甲府市 松本市 飛騨市 掛川市 豊田市 伊勢市 長浜市 堺市 姫路市 生駒市
    田辺市 出雲市 倉敷市 尾道市 萩市 丸亀市 今治市 柳川市 唐津市 天草市 日田市 霧島市 石垣市 上士幌町
    三戸町 西和賀町 只見町 那須町 嬬恋村 津南町 小布施町 白川村 海士町 神山町 梼原町
""")
NOUNS = _words("""
    地域 住民 計画 事業 支援 推進 連携 研修 募集 参加 制度 福祉 医療 教育 学校 文化 芸術 歴史 環境 農業
    林業 漁業 商工 産業 雇用 交通 公園 住宅 空家 景観 情報 広報 窓口 保健 救急 消防 避難 訓練 備蓄 復興
    災害 地震 豪雨 台風 再生 資源 循環 交流 国際 若者 高齢 児童 相談 起業 特産 物産 直売 流通 販路 商品
    企画 動画 写真 視察 大学 団体 企業 効果 課題 改善 電子 申請 文書 安全 安心 周知 会場 定員 費用 抽選
    春季 夏季 秋季 冬季 全国 広域 山間 沿岸 離島 商店 温泉 旅館 体験 散策 登山 競技 音楽 美術 図書 講演
    講座 教室 展示 周年 記念 友好 協定 派遣 人材 育成 技術 防災 観光 移住 定住
""")
KATAKANA = _words("""
    デジタル システム サービス プロジェクト イベント ワークショップ セミナー オンライン アンケート
    パンフレット ポスター データ キャンペーン スタンプラリー フェスタ フォーラム シンポジウム
    ボランティア コミュニティ センター マラソン グルメ スイーツ ワイン ブランド テレワーク サテライト
    リノベーション ストーリー マップ マルシェ ワーケーション
""")
ENDINGS = _words("""
    について のお知らせ の実施について のご案内 への協力のお願い に関する照会 の開催 の参加募集
    の連携提案
""")
PATTERNS = (
    "{P}の{W}担当です。いつもお世話になっております。",
    "このたび、{W}を目的として{W}を実施することとなりました。",
    "つきましては、{W}に関する資料を添付しますので、{m}月{d}日までにご回答くださいますようお願いいたします。",
    "{P}では、{W}の取組として、{K}を活用した{W}を進めています。",
    "参加を希望される団体は、{W}申込書に必要事項を記入のうえ、{m}月{d}日までに提出してください。",
    "なお、{W}については、先着{n}名とし、定員になり次第終了します。",
    "会場は{P}{W}センター、時間は午前10時から午後{h}時までの予定です。",
    "昨年度の{W}では、延べ{n}人が来場し、{W}につながりました。",
    "{W}の事例を探しています。同じような課題をお持ちの自治体がありましたら、情報を共有していただけると助かります。",
    "{W}と{W}のあり方について、担当者どうしで意見を交わしたいと考えています。",
    "人口減少が進む中、{W}をどう維持するかが大きな課題となっています。",
    "先日の{W}には多くの皆さまにお越しいただき、まことにありがとうございました。",
    "{K}の導入費用は約{n}万円で、うち{n}万円を{W}交付金でまかないました。",
    "写真は{P}の{W}の様子です。ぜひご覧ください。",
    "ひきつづき{W}の強化に努めてまいりますので、よろしくお願い申し上げます。",
)


class Writer:
    """Writes titles and bodies; sentences come from a pool, which is what makes 200,000 texts quick."""

    def __init__(self, seed: int, sentences: int = 6_000):
        self.random = random.Random(seed)  # noqa: S311 - text, not secrets
        self.pool = [self._sentence() for _ in range(sentences)]

    def title(self) -> str:
        return f"{self._compound()}{self.random.choice(ENDINGS)}"

    def body(self, paragraphs: int, longest: int) -> tuple[str, SafeString]:
        """A text and how it is shown: paragraphs of 1 to `longest` sentences."""
        sentences = (
            "".join(self.random.choices(self.pool, k=self.random.randint(1, longest)))
            for _ in range(paragraphs)
        )
        text = "\n\n".join(sentences)
        return text, render_body(text)

    def _sentence(self) -> str:
        text = self.random.choice(PATTERNS)
        makers = {
            "{P}": lambda: self.random.choice(PLACES),
            "{W}": self._compound,
            "{K}": lambda: self.random.choice(KATAKANA),
            "{m}": lambda: str(self.random.randint(1, 12)),
            "{d}": lambda: str(self.random.randint(1, 28)),
            "{n}": lambda: str(self.random.randint(2, 900)),
            "{h}": lambda: str(self.random.randint(1, 6)),
        }
        for mark, make in makers.items():
            while mark in text:
                text = text.replace(mark, make(), 1)
        return text

    def _compound(self) -> str:
        words = self.random.choices(NOUNS, k=2)
        return "".join(words) if self.random.random() < 0.8 else words[0] + self.random.choice(KATAKANA)
