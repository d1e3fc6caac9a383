from django.urls import path

from pamphlets.yearly_summary import views

urlpatterns = [
    path("pamphlets/summary/", views.pamphlet_summary, name="pamphlet-summary"),
    path("pamphlets/summary.xlsx", views.pamphlet_summary_xlsx, name="pamphlet-summary-xlsx"),
]
