from __future__ import annotations

from collections.abc import Callable

import pytest

from sitegen.catalog import Catalog
from tests.sitegen.prompts.scoring import Case, Reading


@pytest.fixture(scope="session")
def read_site(catalog: Catalog) -> Callable[[Case], Reading]:
    """From a case to its finished site, which is made once."""
    made: dict[str, Reading] = {}

    def read(case: Case) -> Reading:
        if case.prompt not in made:
            made[case.prompt] = Reading(case, catalog)
        return made[case.prompt]

    return read
