"""The words of a site, without a language model: ``write_copy(plan, catalog)``."""

from sitegen.copy.write import write_copy

__all__ = ["write_copy"]
