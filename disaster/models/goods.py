from django.db import models

from disaster.models.disaster import Disaster
from disaster.models.support import Support


class ReliefGoods(Support):
    """Goods given to stricken municipalities (物資); the amounts stay in the words of the source."""

    disaster = models.ForeignKey(
        Disaster, verbose_name="災害", on_delete=models.CASCADE, related_name="goods"
    )
    items = models.CharField("品目と数量", max_length=500, blank=True, help_text="分からないときは空欄。")

    class Meta(Support.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "物資"


class OtherSupport(Support):
    """Support that is neither money, people nor goods (その他の支援), such as taking in disaster waste."""

    class Kind(models.TextChoices):
        WASTE = "waste", "災害廃棄物の受入れ"
        VEHICLE = "vehicle", "清掃車両の派遣"
        PROXY = "proxy", "事務代理"
        OTHER = "other", "その他"

    disaster = models.ForeignKey(
        Disaster, verbose_name="災害", on_delete=models.CASCADE, related_name="others"
    )
    kind = models.CharField("種類", max_length=10, choices=Kind)
    amount = models.CharField(
        "内容と量", max_length=200, blank=True, help_text="出典の言葉のまま。例: 処理依頼量33,000トン。"
    )

    class Meta(Support.Meta):
        abstract = False
        verbose_name = verbose_name_plural = "その他の支援"
