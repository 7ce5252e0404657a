"""Beat's jobs of projects, in a real worker."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db.models.functions import Now

from autowebiq.celery import app
from projects import services
from projects.models import Blob, SiteVersion, Thumbnail
from projects.services.keeping import BLOB_GRACE
from tests.chromium import EXECUTABLE
from tests.flows import processes

pytestmark = [
    pytest.mark.browser,
    pytest.mark.processes,
    pytest.mark.timeout(300),
    pytest.mark.django_db(transaction=True),
]


def test_a_worker_knows_every_job_of_beat() -> None:
    app.loader.import_default_modules()
    assert {str(entry["task"]) for entry in settings.CELERY_BEAT_SCHEDULE.values()} <= set(app.tasks)


def test_a_worker_takes_thumbnails_and_collects_what_is_not_needed(
    store: Callable[..., SiteVersion], tmp_path: Path
) -> None:
    version = store()
    services.keep_files({"lost": b"of a build that failed"})
    Blob.objects.update(kept_at=Now() - BLOB_GRACE - timedelta(minutes=1))
    with processes.worker(tmp_path, CHROMIUM=EXECUTABLE):
        for job in ("projects.make_thumbnails", "projects.collect_blobs", "projects.prune_versions"):
            app.send_task(job)
        processes.until(lambda: Thumbnail.objects.exists(), what="a thumbnail")
        processes.until(lambda: not Blob.objects.filter(size=22).exists(), what="the collector")
    assert services.thumbnail(version).content_type == "image/webp"
