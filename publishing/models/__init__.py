"""What publishing keeps; each part of it has a module of its own."""

from publishing.models.published import Publication, PublishedSite, SiteAddress

__all__ = ["Publication", "PublishedSite", "SiteAddress"]
