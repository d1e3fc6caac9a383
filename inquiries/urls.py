"""Addresses of inquiries (照会), under /inquiries/."""

from inquiries import urls_answering, urls_asking, urls_results

app_name = "inquiries"
urlpatterns = [
    *urls_asking.urlpatterns,
    *urls_answering.urlpatterns,
    *urls_results.urlpatterns,
]
