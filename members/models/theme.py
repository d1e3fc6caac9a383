from django.db import models


class Theme(models.TextChoices):
    """A field of partnership (テーマ): what a topic is about, what a member offers or looks for."""

    INDUSTRY = "industry", "産業"
    TOURISM = "tourism", "観光"
    CULTURE = "culture", "文化"
    SPORTS = "sports", "スポーツ"
    EDUCATION = "education", "教育"
    ENVIRONMENT = "environment", "環境"
    DISASTER = "disaster", "防災"
    HEALTH = "health", "健康"
    WELFARE = "welfare", "福祉"
    MIGRATION = "migration", "移住・定住"
    PUBLICITY = "publicity", "情報発信"
    GENERAL = "general", "総合"
