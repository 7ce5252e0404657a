from tests.stored_sites import project, store

__all__ = ["project", "store"]
