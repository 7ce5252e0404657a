"""Pictures of a project by the API: kept for their owner, counted, described, shown and thrown away."""

from __future__ import annotations

import io
import threading
import zipfile
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models.functions import Now
from django.utils import timezone
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts.models import User
from projects import asset_views, personal, services
from projects.errors import QuotaExceeded
from projects.models import Asset, Blob, Project, SiteVersion
from projects.pictures import read_picture
from projects.services import Upload
from projects.services.keeping import BLOB_GRACE
from tests.made_pictures import SVG, drawn, encoded, opened


def url(project: Project, rest: str = "") -> str:
    return f"/api/v2/projects/{project.pk}/assets{rest}"


def file(data: bytes | None = None, name: str = "front.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, encoded() if data is None else data)


def send(api: APIClient, project: Project, *files: SimpleUploadedFile, **more: Any) -> Any:
    return api.post(url(project), {"file": list(files), **more}, format="multipart")


@pytest.fixture
def picture(alice: User, project: Project) -> Asset:
    upload = Upload("front.png", encoded(), "The front of the bakery")
    return services.store_assets(owner_id=alice.pk, project_id=project.pk, uploads=[upload])[0]


def test_several_files_come_in_at_once(alice_api: APIClient, project: Project) -> None:
    answer = send(alice_api, project, file(), file(SVG, "../logo.svg"), alt=["The front", ""])
    assert answer.status_code == 201
    first, second = answer.json()
    assert answer["Location"] == url(project, f"/{first['id']}")
    assert first == {
        "id": first["id"],
        "name": "front.png",
        "media_type": "image/webp",
        "width": 640,
        "height": 480,
        "bytes": first["bytes"],
        "alt": "The front",
        "role": "",
        "url": url(project, f"/{first['id']}/content"),
        "created_at": first["created_at"],
    }
    assert (second["name"], second["media_type"], second["width"]) == ("logo.svg", "image/svg+xml", 120)
    assert alice_api.get(url(project)).json() == [first, second]
    assert alice_api.get(url(project, f"/{first['id']}")).json() == first


def test_content_is_sent_so_that_it_cannot_act(alice_api: APIClient, project: Project) -> None:
    found = send(alice_api, project, file(), file(SVG, "logo.svg")).json()
    answer = alice_api.get(found[0]["url"])
    assert answer["Content-Type"] == "image/webp"
    assert opened(answer.content).size == (640, 480)
    answer = alice_api.get(found[1]["url"])
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer["X-Content-Type-Options"] == "nosniff"
    again = alice_api.get(found[1]["url"], headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b"Not a picture, whatever it is called.", 415, "unsupported_media"),
        (encoded()[:200], 422, "damaged_picture"),
        (b"", 422, "damaged_picture"),
        (SVG + b" " * 400_000, 413, "too_large"),
    ],
)
def test_one_bad_file_keeps_all_out_and_is_named(
    alice_api: APIClient, project: Project, data: bytes, status: int, code: str
) -> None:
    answer = send(alice_api, project, file(), file(data, "second.png"))
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["errors"][0]["field"] == "file.1"
    assert answer.json()["detail"].startswith("second.png: ")
    assert not Asset.objects.exists()


def test_a_request_needs_files_and_not_too_many(
    alice_api: APIClient, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert alice_api.post(url(project), {}, format="multipart").json()["errors"][0]["code"] == "required"
    tiny = encoded(drawn(8, 8))
    answer = send(alice_api, project, *(file(tiny) for _ in range(services.MOST_AT_ONCE + 1)))
    assert answer.json()["errors"][0]["code"] == "max_length"
    monkeypatch.setattr(asset_views, "MOST_BODY_BYTES", 100)
    assert (answer := send(alice_api, project, file())).status_code == 413, answer.json()
    assert alice_api.post(url(project), {"file": "x"}, format="json").status_code == 415


def test_a_project_has_a_number_of_pictures(
    alice_api: APIClient, project: Project, picture: Asset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("projects.services.uploading.MOST_ASSETS", 2)
    assert send(alice_api, project, file()).status_code == 201
    answer = send(alice_api, project, file())
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_assets")


def test_alternative_text_is_changed(alice_api: APIClient, project: Project, picture: Asset) -> None:
    answer = alice_api.patch(url(project, f"/{picture.pk}"), {"alt": " Bread in the window "}, format="json")
    assert (answer.status_code, answer.json()["alt"]) == (200, "Bread in the window")
    answer = alice_api.patch(url(project, f"/{picture.pk}"), {"alt": "x" * 251}, format="json")
    assert answer.json()["errors"][0]["field"] == "alt"


def test_what_a_picture_is_for_is_changed_by_itself(
    alice_api: APIClient, project: Project, picture: Asset
) -> None:
    answer = alice_api.patch(url(project, f"/{picture.pk}"), {"role": "hero"}, format="json")
    assert (answer.status_code, answer.json()["role"]) == (200, "hero")
    assert answer.json()["alt"] == picture.alt
    answer = alice_api.patch(url(project, f"/{picture.pk}"), {"role": "star"}, format="json")
    assert answer.json()["errors"][0]["field"] == "role"
    answer = alice_api.patch(url(project, f"/{picture.pk}"), {"role": ""}, format="json")
    assert answer.json()["role"] == ""


def test_a_picture_is_deleted_and_its_bytes_collected(
    alice_api: APIClient, project: Project, picture: Asset
) -> None:
    Blob.objects.update(kept_at=Now() - 2 * BLOB_GRACE)
    services.collect_blobs()
    assert Blob.objects.count() == 1
    assert alice_api.delete(url(project, f"/{picture.pk}")).status_code == 204
    assert alice_api.delete(url(project, f"/{picture.pk}")).json()["code"] == "asset_not_found"
    services.collect_blobs()
    assert not Blob.objects.exists()


def test_a_build_under_way_keeps_the_pictures(alice_api: APIClient, project: Project, picture: Asset) -> None:
    services.build_started(project, build_id=uuid4())
    answer = alice_api.delete(url(project, f"/{picture.pk}"))
    assert (answer.status_code, answer.json()["code"]) == (409, "build_active")


def test_strangers_find_nothing(
    bob_api: APIClient, api: APIClient, bob: User, project: Project, picture: Asset
) -> None:
    one = url(project, f"/{picture.pk}")
    answers = [
        send(bob_api, project, file()),
        bob_api.get(url(project)),
        bob_api.get(one),
        bob_api.get(f"{one}/content"),
        bob_api.patch(one, {"alt": "mine"}, format="json"),
        bob_api.delete(one),
    ]
    assert [answer.status_code for answer in answers] == [404] * 6
    # Nor by way of a project of their own.
    own = services.create_project(owner_id=bob.pk, name="Bob's")
    assert bob_api.get(url(own, f"/{picture.pk}/content")).json()["code"] == "asset_not_found"
    assert api.get(f"{one}/content").status_code == 401


def test_a_repeated_request_with_a_key_acts_once(alice_api: APIClient, project: Project) -> None:
    def post(data: bytes) -> Any:
        body = {"file": file(data)}
        return alice_api.post(url(project), body, format="multipart", headers={"Idempotency-Key": "one"})

    first, again = post(encoded()), post(encoded())
    assert (first.status_code, again.json()) == (201, first.json())
    # Of the same name, and yet another picture.
    assert post(encoded(drawn(10, 10))).json()["code"] == "idempotency_key_reused"
    assert Asset.objects.count() == 1


def test_uploading_is_limited(alice_api: APIClient, project: Project, settings: Settings) -> None:
    settings.RATE_LIMITS = {"upload-user": (1, 60)}
    assert send(alice_api, project, file()).status_code == 201
    answer = send(alice_api, project, file())
    assert (answer.status_code, answer.json()["code"]) == (429, "throttled")
    assert alice_api.get(url(project)).status_code == 200


def test_pictures_count_once_in_the_quota(alice: User, project: Project, picture: Asset) -> None:
    assert services.quota(owner_id=alice.pk).bytes == picture.bytes
    services.store_assets(owner_id=alice.pk, project_id=project.pk, uploads=[Upload("again.png", encoded())])
    assert services.quota(owner_id=alice.pk).bytes == picture.bytes
    services.delete_project(owner_id=alice.pk, project_id=project.pk, now=timezone.now())
    assert services.quota(owner_id=alice.pk).bytes == 0


@pytest.mark.django_db(transaction=True)
def test_several_at_once_do_not_pass_the_quota(alice: User, project: Project, settings: Settings) -> None:
    files = [encoded(drawn(200, 100, colour)) for colour in ("#111111", "#222222", "#333333", "#444444")]
    sizes = [len(read_picture(data).data) for data in files]
    settings.QUOTA_BYTES = max(sizes) + min(sizes) // 2  # one of them
    other = services.create_project(owner_id=alice.pk, name="Other")
    together = threading.Barrier(len(files))

    def upload(job: tuple[Project, bytes]) -> str:
        try:
            together.wait()
            services.store_assets(owner_id=alice.pk, project_id=job[0].pk, uploads=[Upload("a.png", job[1])])
        except QuotaExceeded:
            return "refused"
        finally:
            connection.close()
        return "kept"

    with ThreadPoolExecutor(len(files)) as pool:
        answers = Counter(pool.map(upload, zip([project, other] * 2, files, strict=True)))
    assert answers == {"kept": 1, "refused": 3}


def test_a_fork_has_the_pictures_too(
    alice: User, project: Project, picture: Asset, store: Callable[..., SiteVersion]
) -> None:
    store()
    fork = services.fork_project(owner_id=alice.pk, project_id=project.pk)
    copy = fork.assets.get()
    assert (copy.blob_id, copy.name, copy.alt) == (picture.blob_id, "front.png", "The front of the bakery")
    services.delete_asset(owner_id=alice.pk, project_id=project.pk, asset_id=picture.pk)
    assert fork.assets.exists()


def test_deleted_projects_let_go_of_their_pictures(alice: User, project: Project, picture: Asset) -> None:
    now = timezone.now()
    services.delete_project(owner_id=alice.pk, project_id=project.pk, now=now)
    assert services.free_deleted(now=now) == 0
    late = now + timedelta(days=31)
    assert services.free_deleted(now=late) == 1
    assert not Asset.objects.exists()


def test_pictures_go_with_the_account_and_into_its_export(
    alice: User, alice_api: APIClient, project: Project, picture: Asset
) -> None:
    answer = alice_api.get("/api/v2/user/export")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer))) as archive:
        names = [name for name in archive.namelist() if "pictures/" in name]
        assert [name.endswith(f"pictures/{project.pk}/{picture.pk}.webp") for name in names] == [True]
        assert opened(archive.read(names[0])).size == (640, 480)
    personal.PART.erase(alice.pk, timezone.now())
    assert not Asset.objects.exists()
