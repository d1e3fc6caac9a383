from django.urls import path

from disaster.body_support.views import municipality_support, ward_support
from disaster.disaster_page.views import disaster_detail, disaster_list
from disaster.support_files.views import support_csv, support_json, support_xlsx

app_name = "disaster"
urlpatterns = [
    path("", disaster_list, name="disaster-list"),
    path("support.csv", support_csv, name="support-csv"),
    path("support.xlsx", support_xlsx, name="support-xlsx"),
    path("support.json", support_json, name="support-json"),
    path("wards/<code>/", ward_support, name="ward-support"),
    path("municipalities/<code>/", municipality_support, name="municipality-support"),
    path("figures/<slug:key>/", disaster_list, name="figure"),
    path("<int:pk>/", disaster_detail, name="disaster-detail"),
]
