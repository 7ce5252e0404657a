"""Bytes that nobody needs go; bytes that somebody is about to need stay, whatever the order of things."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now

from accounts.models import User
from projects import selectors, services
from projects.models import Blob, Project, SiteVersion
from projects.services.collecting import Collected
from projects.services.keeping import BLOB_GRACE

pytestmark = pytest.mark.django_db(transaction=True)
FILES = {f"{name}.txt": name.encode() * 9 for name in "abcdefgh"}


def age() -> None:
    """Let all blobs have been kept long ago."""
    Blob.objects.update(kept_at=Now() - BLOB_GRACE - timedelta(minutes=1))


def test_what_nothing_refers_to_goes(store: Callable[..., SiteVersion]) -> None:
    version = store({"a.txt": b"needed"})
    services.keep_files({"b.txt": b"a build that failed"})
    age()
    assert services.collect_blobs() == Collected(1, 19)
    assert selectors.version_files(version) == {"a.txt": b"needed"}


def test_what_was_kept_lately_stays(db: None) -> None:
    services.keep_files(FILES)
    assert services.collect_blobs() == Collected(0, 0)
    assert Blob.objects.count() == len(FILES)


def test_keeping_again_renews(db: None) -> None:
    services.keep_files(FILES)
    age()
    services.keep_files({"a.txt": FILES["a.txt"]})
    services.collect_blobs()
    assert list(Blob.objects.values_list("size", flat=True)) == [9]


def test_all_batches_are_collected(db: None) -> None:
    services.keep_files({str(number): str(number).encode() for number in range(450)})
    age()
    assert services.collect_blobs().count == 450
    assert not Blob.objects.exists()


def test_who_keeps_what_is_being_deleted_waits_and_brings_it_anew(project: Project) -> None:
    services.keep_files(FILES)
    age()
    deleted, kept = threading.Event(), threading.Event()

    def collect() -> None:
        with transaction.atomic():
            Blob.objects.all().delete()
            deleted.set()
            # The other thread stands at our lock; the database says so.
            while not _somebody_waits():
                assert not kept.is_set()
        connection.close()

    def keep() -> dict[str, str]:
        deleted.wait()
        hashes = services.keep_files(FILES)
        kept.set()
        connection.close()
        return hashes

    with ThreadPoolExecutor(2) as pool:
        collecting, keeping = pool.submit(collect), pool.submit(keep)
        collecting.result()
        hashes = keeping.result()
    version = services.store_version(
        project=project, spec={}, files=FILES, hashes=hashes, quality={}, pages=[]
    )
    assert selectors.version_files(version) == FILES


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select exists (select 1 from pg_locks where not granted)")
        return bool(cursor.fetchone()[0])


@pytest.mark.parametrize("round_number", range(5))
def test_no_version_misses_a_file_while_collectors_run(alice: User, round_number: int) -> None:
    # All bytes are there, old and unneeded, when the builds that need them begin.
    services.keep_files(FILES)
    age()
    projects = [services.create_project(owner_id=alice.pk, name=str(number)) for number in range(4)]
    together, finished = threading.Barrier(6), threading.Event()

    def collect() -> None:
        together.wait()
        while not finished.is_set():
            services.collect_blobs()
        connection.close()

    def build(project: Project) -> SiteVersion:
        together.wait()
        hashes = services.keep_files(FILES)
        version = services.store_version(
            project=project, spec={}, files=FILES, hashes=hashes, quality={}, pages=[]
        )
        connection.close()
        return version

    with ThreadPoolExecutor(6) as pool:
        collecting = [pool.submit(collect) for _ in range(2)]
        building = [pool.submit(build, project) for project in projects]
        try:
            versions = [future.result() for future in building]
        finally:
            finished.set()
        for future in collecting:
            future.result()
    assert [selectors.version_files(version) for version in versions] == [FILES] * 4
    age()
    assert services.collect_blobs().count == 0
