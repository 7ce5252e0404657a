"""One browsable gallery of the catalog: components alone in several looks, templates as whole sites."""

from __future__ import annotations

from sitegen.gallery.writing import write_gallery

__all__ = ["write_gallery"]
