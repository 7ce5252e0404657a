"""The books for operators: to read, and to correct through services with a reason. Nobody edits rows."""

from credits.admin import books, operations, wallet

__all__ = ["books", "operations", "wallet"]
