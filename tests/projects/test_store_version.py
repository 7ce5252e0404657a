from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import ProgrammingError, connection, transaction

from projects import selectors, services
from projects.models import Blob, Project, SiteVersion, VersionFile


def test_it_keeps_the_files(store: Callable[..., SiteVersion]) -> None:
    files = {"index.html": b"<h1>x</h1>", "a.css": b"b{}"}
    assert selectors.version_files(store(files)) == {"a.css": b"b{}", "index.html": b"<h1>x</h1>"}


def test_versions_are_numbered_from_one(store: Callable[..., SiteVersion]) -> None:
    assert [store().number, store().number, store().number] == [1, 2, 3]


def test_the_same_bytes_are_kept_once(store: Callable[..., SiteVersion]) -> None:
    store({"a.txt": b"same", "b.txt": b"same"})
    store({"c.txt": b"same", "d.txt": b"other"})
    assert sorted(Blob.objects.values_list("size", flat=True)) == [4, 5]


def test_file_names_decide_the_type(store: Callable[..., SiteVersion]) -> None:
    version = store()
    types = dict(VersionFile.objects.filter(version=version).values_list("path", "content_type"))
    assert types["index.html"] == "text/html"
    assert types["assets/fonts/a.woff2"] == "font/woff2"
    assert types["assets/art/hero.svg"] == "image/svg+xml"


@pytest.mark.parametrize("field", ["spec", "quality", "number"])
def test_a_version_never_changes(store: Callable[..., SiteVersion], field: str) -> None:
    version = store()
    with pytest.raises(ProgrammingError, match="Cannot update rows"), transaction.atomic():
        SiteVersion.objects.filter(pk=version.pk).update(**{field: 7})


def test_a_label_may_be_given_later(store: Callable[..., SiteVersion]) -> None:
    version = store()
    SiteVersion.objects.filter(pk=version.pk).update(label="Before the summer")
    version.refresh_from_db()
    assert version.label == "Before the summer"


def test_files_never_change(store: Callable[..., SiteVersion]) -> None:
    store()
    with pytest.raises(ProgrammingError, match="Cannot update rows"), transaction.atomic():
        Blob.objects.update(data=b"x")
    with pytest.raises(ProgrammingError, match="Cannot update rows"), transaction.atomic():
        VersionFile.objects.update(path="x")


@pytest.mark.django_db(transaction=True)
def test_two_at_once_get_two_numbers(project: Project) -> None:
    def one() -> None:
        services.store_version(project=project, spec={}, files={"a": b"a"}, quality={}, pages=[])
        connection.close()

    threads = [threading.Thread(target=one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(SiteVersion.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
