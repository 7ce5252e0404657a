#!/usr/bin/env python
"""Django's command line. `manage.py up` starts everything."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "autowebiq.settings")
    from django.core.management import execute_from_command_line

    from autowebiq.env import ConfigurationError

    try:
        execute_from_command_line(sys.argv)
    except ConfigurationError as error:
        sys.exit(f"AutoWebIQ cannot start: {error}")


if __name__ == "__main__":
    main()
