"""Exports into a store that speaks S3, over a real socket."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any

import boto3
import pytest
from moto.server import ThreadedMotoServer
from rest_framework.test import APIClient

from projects.models import Project, SiteVersion
from tests.flows.processes import free_port

BUCKET = "exports"


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=free_port(), verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(endpoint: str, settings: Any) -> Any:
    """An empty bucket, which is configured."""
    settings.EXPORT_S3 = {
        "bucket": BUCKET, "endpoint": endpoint, "region": "eu-central-1", "key": "key", "secret": "secret",
        "prefix": "sites/",
    }  # fmt: skip
    keys = {"aws_access_key_id": "key", "aws_secret_access_key": "secret", "region_name": "eu-central-1"}
    store = boto3.resource("s3", endpoint_url=endpoint, **keys)
    bucket = store.create_bucket(
        Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"}
    )
    yield bucket
    bucket.objects.all().delete()
    bucket.delete()


def url(project: Project) -> str:
    return f"/api/v2/projects/{project.pk}/export/s3"


def contents(bucket: Any) -> dict[str, bytes]:
    return {item.key: item.get()["Body"].read() for item in bucket.objects.all()}


def test_it_stores_every_file_and_the_archive(
    alice_api: APIClient, project: Project, store: Callable[..., SiteVersion], bucket: Any
) -> None:
    store()
    body = alice_api.post(url(project), {}, format="json").json()
    prefix = f"sites/{project.pk}/v1/"
    found = contents(bucket)
    archive = found.pop(f"{prefix}nishiki-v1.zip")
    assert archive == alice_api.get(f"/api/v2/projects/{project.pk}/download").content
    assert body == {
        "bucket": BUCKET,
        "prefix": prefix,
        "archive": f"{prefix}nishiki-v1.zip",
        "archive_sha256": sha256(archive).hexdigest(),
        "files": len(found),
        "size": sum(len(data) for data in found.values()),
    }
    assert found[f"{prefix}site/assets/site.css"] == b"body { color: #222 }"
    kinds = {
        name: bucket.Object(f"{prefix}site/{name}").content_type for name in ("index.html", "assets/site.css")
    }
    assert kinds == {"index.html": "text/html", "assets/site.css": "text/css"}


def test_storing_again_changes_nothing(
    alice_api: APIClient, project: Project, store: Callable[..., SiteVersion], bucket: Any
) -> None:
    store()
    alice_api.post(url(project), {}, format="json")
    first = contents(bucket)
    assert alice_api.post(url(project), {"version": 1}, format="json").status_code == 201
    assert contents(bucket) == first


def test_a_store_that_is_away_is_told(
    alice_api: APIClient, project: Project, store: Callable[..., SiteVersion], bucket: Any, settings: Any
) -> None:
    store()
    settings.EXPORT_S3 = {**settings.EXPORT_S3, "endpoint": f"http://127.0.0.1:{free_port()}"}
    answer = alice_api.post(url(project), {}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    settings.EXPORT_S3 = {**settings.EXPORT_S3, "bucket": "nobody-has-this"}
    assert alice_api.post(url(project), {}, format="json").status_code == 503


def test_without_a_store_it_says_what_to_set(
    alice_api: APIClient, project: Project, store: Callable[..., SiteVersion]
) -> None:
    store()
    answer = alice_api.post(url(project), {}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (409, "no_export_store")
    assert "EXPORT_S3_BUCKET" in answer.json()["detail"]


def test_strangers_store_nothing(
    bob_api: APIClient, project: Project, store: Callable[..., SiteVersion], bucket: Any
) -> None:
    store()
    assert bob_api.post(url(project), {}, format="json").status_code == 404
    assert contents(bucket) == {}
