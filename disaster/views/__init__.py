from disaster.views.files import support_csv, support_xlsx
from disaster.views.pages import disaster_detail, disaster_list

__all__ = ["disaster_detail", "disaster_list", "support_csv", "support_xlsx"]
