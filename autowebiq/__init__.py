"""AutoWebIQ: the composition of the apps."""

__version__ = "0.1.0"
