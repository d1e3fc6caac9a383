from django.urls import path

from disaster.disaster_page.views import disaster_detail, disaster_list, support_csv, support_xlsx
from disaster.figures.views import figure_detail

app_name = "disaster"
urlpatterns = [
    path("", disaster_list, name="disaster-list"),
    path("support.csv", support_csv, name="support-csv"),
    path("support.xlsx", support_xlsx, name="support-xlsx"),
    path("figures/<slug:key>/", figure_detail, name="figure"),
    path("<int:pk>/", disaster_detail, name="disaster-detail"),
]
