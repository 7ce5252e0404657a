from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from sitegen.brief import Brief
from sitegen.catalog import Catalog, default_catalog
from sitegen.engine import GeneratedSite, generate
from sitegen.reading import read_brief

TODAY = date(2026, 11, 24)
DENTIST = (
    "Website for a dental clinic in Berlin named Zahnhaus Mitte, services: check-ups, whitening, implants. "
    "Phone +49 30 901820. Online booking form"
)


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    return default_catalog()


@pytest.fixture(scope="session")
def read() -> Callable[[str], Brief]:
    return lambda prompt: read_brief(prompt, today=TODAY)


@pytest.fixture(scope="session")
def dentist_site(catalog: Catalog) -> GeneratedSite:
    return generate(DENTIST, catalog, today=TODAY)
