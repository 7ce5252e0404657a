"""Below ``/api/v2/``."""

from django.urls import path

from credits import views

urlpatterns = [
    path("credits/history", views.HistoryView.as_view(), name="credits-history"),
    path("credits/pricing", views.PricingView.as_view(), name="credits-pricing"),
    path("credits/statement", views.StatementView.as_view(), name="credits-statement"),
    path("credits/summary", views.SummaryView.as_view(), name="credits-summary"),
]
