"""Addresses of dispatch, receipt, the end of handing out, papers and the yearly summary."""

from django.urls import path

from board.views import delivery, pamphlet_summary, papers

urlpatterns = [  # under /board/pamphlets/
    path("<int:pk>/delivery/", delivery.delivery_page, name="delivery-page"),
    path("<int:pk>/receive/", delivery.copies_receive, name="copies-receive"),
    path("<int:pk>/finish/", delivery.handing_out_finish, name="handing-out-finish"),
    path("<int:pk>/deliveries/<int:answer_pk>/undo/", delivery.delivery_undo, name="delivery-undo"),
    path("<int:pk>/papers/", papers.paper_page, name="pamphlet-papers"),
    path("summary/", pamphlet_summary.pamphlet_summary, name="pamphlet-summary"),
    path("summary.xlsx", pamphlet_summary.pamphlet_summary_xlsx, name="pamphlet-summary-xlsx"),
]
