"""Below ``/api/v2/``."""

from django.urls import path

from accounts import views

urlpatterns = [
    path("user/export", views.ExportView.as_view(), name="user-export"),
    path("user/me", views.ProfileView.as_view(), name="user-me"),
    path("user/credits", views.CreditsView.as_view(), name="user-credits"),
    path("stats", views.StatsView.as_view(), name="stats"),
    path("ws/ticket", views.TicketView.as_view(), name="ws-ticket"),
]
