"""A JSON column that keeps the order of keys, which jsonb does not."""

from __future__ import annotations

import json
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

_TEXT = "ordered_json"


class OrderedJSONField(models.JSONField):
    """Keeps an object as one text inside jsonb: it comes back with its keys in their order.

    Objects that were stored as they are, before, are read as they are. The database cannot look inside.
    """

    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> Any:
        value = super().from_db_value(value, expression, connection)
        return json.loads(value[_TEXT]) if isinstance(value, dict) and _TEXT in value else value

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        if isinstance(value, dict):
            value = {_TEXT: json.dumps(value, ensure_ascii=False, separators=(",", ":"))}
        return super().get_db_prep_value(value, connection, prepared)
