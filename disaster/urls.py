from django.urls import path

from disaster.disaster_page.views import disaster_detail, disaster_list, support_csv, support_xlsx

app_name = "disaster"
urlpatterns = [
    path("", disaster_list, name="disaster-list"),
    path("support.csv", support_csv, name="support-csv"),
    path("support.xlsx", support_xlsx, name="support-xlsx"),
    path("<int:pk>/", disaster_detail, name="disaster-detail"),
]
