"""Print what went through somebody's wallet in a month."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from autowebiq.common.errors import DomainError
from credits import statements


class Command(BaseCommand):
    help = "Print the statement of a user for a month: opening balance, entries, closing balance."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("month", help="YYYY-MM, in UTC")
        parser.add_argument("--csv", action="store_true", help="as CSV")

    def handle(self, *args: Any, email: str, month: str, csv: bool, **options: Any) -> None:
        user = get_user_model().objects.filter(email__iexact=email.strip()).first()
        if user is None:
            raise CommandError(f"There is no user {email}.")
        try:
            found = statements.statement(user_id=user.pk, month=month, now=timezone.now())
        except DomainError as error:
            raise CommandError(error.detail) from error
        if csv:
            self.stdout.write(statements.statement_csv(found), ending="")
            return
        self._print(user.email, found)

    def _print(self, email: str, found: statements.Statement) -> None:
        title = f"{email}, {found.month}" + ("" if found.is_final else " (not over yet)")
        self.stdout.write(f"{title}\n")
        self.stdout.write(f"{'':<20} {'opening balance':<44} {'':>8} {found.opening_balance:>9}")
        for line in found.lines:
            what = f"{line.type}: {line.description}" if line.description else line.type
            at = f"{line.created_at:%Y-%m-%d %H:%M:%S}"
            self.stdout.write(f"{at:<20} {what[:44]:<44} {line.amount:>+8} {line.balance:>9}")
        self.stdout.write(f"{'':<20} {'closing balance':<44} {'':>8} {found.closing_balance:>9}")
