"""Settings of a worker that writes its e-mails into a folder and may call webhooks of this machine."""

import os

from autowebiq.settings import *  # noqa: F403

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = os.environ.get("MAIL_FOLDER", "")
WEBHOOK_RULES = "tests.publishing.receiver.LOCAL"
if port := os.environ.get("MAIL_PORT"):
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = "127.0.0.1", int(port)
