"""Below ``/api/auth/``."""

from django.urls import path

from accounts import views

urlpatterns = [
    path("register", views.RegisterView.as_view(), name="auth-register"),
    path("login", views.SignInView.as_view(), name="auth-login"),
    path("refresh", views.RefreshView.as_view(), name="auth-refresh"),
    path("logout", views.LogOutView.as_view(), name="auth-logout"),
    path("sessions", views.SignInsView.as_view(), name="auth-sessions"),
    path("sessions/<uuid:login_id>", views.OneSignInView.as_view(), name="auth-session"),
    path("me", views.MeView.as_view(), name="auth-me"),
    path("password/change", views.PasswordChangeView.as_view(), name="auth-password-change"),
    path("password/forgot", views.PasswordForgotView.as_view(), name="auth-password-forgot"),
    path("password/reset", views.PasswordResetView.as_view(), name="auth-password-reset"),
    path("email/verify", views.EmailVerifyView.as_view(), name="auth-email-verify"),
    path("email/resend", views.EmailResendView.as_view(), name="auth-email-resend"),
]
