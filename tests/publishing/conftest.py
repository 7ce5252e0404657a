from tests.publishing.stored_forms import form, publish, visitor
from tests.stored_sites import project, store

__all__ = ["form", "project", "publish", "store", "visitor"]
