"""Settings of a web process that counts posts to forms."""

from autowebiq.settings import *  # noqa: F403

RATE_LIMITS = {"form-address": (20, 600)}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
