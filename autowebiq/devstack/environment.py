"""What the settings say about the stack."""

from __future__ import annotations

from django.conf import settings

from autowebiq.devstack.stack import Settings


def read() -> Settings:
    """Return the settings as the supervisor needs them."""
    env = settings.ENV
    return Settings(
        data_dir=env.data_dir,
        embedded=env.embedded,
        port=env.port,
        secret_key=env.secret_key,
        jwt_secret_key=env.jwt_secret_key,
    )
