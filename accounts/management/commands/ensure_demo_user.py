"""Make the user of the demonstration."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from accounts import services


class Command(BaseCommand):
    help = "Create demo@test.com with credits for several builds, in the embedded database only; repeatable."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            user, created = services.ensure_demo_user()
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{user.email} {'was created' if created else 'is there already'}")
