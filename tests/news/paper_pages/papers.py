"""Pages of a newsletter as (left, top, size, text), for PDFs that the tests make."""

WIDE = "全国連携の取組みを続けて紹介しています"


def column(left, top, *texts, size=10, step=16):
    return [(left, top + number * step, size, text) for number, text in enumerate(texts)]


def downward(right, top, *texts, size=11, step=18):
    return [(right - number * step, top, size, text, "V") for number, text in enumerate(texts)]


TWO_COLUMNS = [
    (40, 60, 24, "都庁で全国連携展示を開きました"),
    (40, 90, 13, "十の自治体が並びました。"),
    *column(40, 130, "左の一行目は段の端まで続きます", "左の二行目もその端まで続きます", "左で終わる。"),
    *column(310, 130, "右の一行目は段の端まで続きます", "右で終わる。"),
    (290, 820, 9, "3"),
]
