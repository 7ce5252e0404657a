"""Reading a prompt: ``read_brief`` turns any text into a Brief."""

from sitegen.reading.brief import read_brief

__all__ = ["read_brief"]
