"""Pictures of the owner's own: what they show, where they stand, and how they are cut for it."""

from sitegen.uploads.hanging import Hung, brief_for, hang
from sitegen.uploads.names import roles_of
from sitegen.uploads.photos import Upload

__all__ = ["Hung", "Upload", "brief_for", "hang", "roles_of"]
