"""The 47 prefectures in the order of their codes; names of master data that has not changed since 1972."""

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, F, Func, IntegerField, Value

NAMES = [
    "北海道",
    "青森県",
    "岩手県",
    "宮城県",
    "秋田県",
    "山形県",
    "福島県",
    "茨城県",
    "栃木県",
    "群馬県",
    "埼玉県",
    "千葉県",
    "東京都",
    "神奈川県",
    "新潟県",
    "富山県",
    "石川県",
    "福井県",
    "山梨県",
    "長野県",
    "岐阜県",
    "静岡県",
    "愛知県",
    "三重県",
    "滋賀県",
    "京都府",
    "大阪府",
    "兵庫県",
    "奈良県",
    "和歌山県",
    "鳥取県",
    "島根県",
    "岡山県",
    "広島県",
    "山口県",
    "徳島県",
    "香川県",
    "愛媛県",
    "高知県",
    "福岡県",
    "佐賀県",
    "長崎県",
    "熊本県",
    "大分県",
    "宮崎県",
    "鹿児島県",
    "沖縄県",
]

NAME_OF = {f"{number:02d}": name for number, name in enumerate(NAMES, 1)}
# the regions (地方) as people name them
REGIONS = {
    "北海道": NAMES[:1],
    "東北": NAMES[1:7],
    "関東": NAMES[7:14],
    "中部": NAMES[14:23],
    "近畿": NAMES[23:30],
    "中国": NAMES[30:35],
    "四国": NAMES[35:39],
    "九州": NAMES[39:46],
    "沖縄": NAMES[46:],
}
CODE_OF = {name: code for code, name in NAME_OF.items()}
NAME_CHOICES = [("", "選択してください"), *((name, name) for name in NAMES)]


def in_prefecture_order(column: str = "prefecture") -> Func:
    """What `order_by` takes to sort by the codes of the prefectures; NULL where none is named.

    One parameter instead of a CASE with 47 branches, which costs more to build than the query to run.
    """
    names = Value(NAMES, output_field=ArrayField(CharField()))
    return Func(names, F(column), function="array_position", output_field=IntegerField())


# as written in geographic domain names (city.hakodate.hokkaido.jp)
ROMAN = frozenset(
    {
        "hokkaido", "aomori", "iwate", "miyagi", "akita", "yamagata", "fukushima", "ibaraki", "tochigi",
        "gunma", "saitama", "chiba", "tokyo", "kanagawa", "niigata", "toyama", "ishikawa", "fukui",
        "yamanashi", "nagano", "gifu", "shizuoka", "aichi", "mie", "shiga", "kyoto", "osaka", "hyogo",
        "nara", "wakayama", "tottori", "shimane", "okayama", "hiroshima", "yamaguchi", "tokushima",
        "kagawa", "ehime", "kochi", "fukuoka", "saga", "nagasaki", "kumamoto", "oita", "miyazaki",
        "kagoshima", "okinawa",
    }
)  # fmt: skip
