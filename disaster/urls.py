from django.urls import path

from disaster.disaster_page.views import disaster_detail, disaster_list, support_csv, support_xlsx
from disaster.figures.views import figure_detail
from disaster.printed_figures.views import printed_detail, printed_list, printed_new

app_name = "disaster"
urlpatterns = [
    path("", disaster_list, name="disaster-list"),
    path("support.csv", support_csv, name="support-csv"),
    path("support.xlsx", support_xlsx, name="support-xlsx"),
    path("figures/printed/", printed_list, name="printed-list"),
    path("figures/printed/<int:pk>/", printed_detail, name="printed-detail"),
    path("figures/<slug:key>/print/", printed_new, name="printed-new"),
    path("figures/<slug:key>/", figure_detail, name="figure"),
    path("<int:pk>/", disaster_detail, name="disaster-detail"),
]
