"""A build names pictures of its project, and they come to stand on the site."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts.models import User
from builds import services
from builds.models import Build, BuildEvent, StageOutput
from projects import selectors as project_selectors
from projects import services as project_services
from projects.models import Asset, Project, SiteVersion
from projects.services import Upload
from tests.made_pictures import drawn, encoded

PROMPT = "A bakery called Krume in Leipzig with sourdough and rye bread"
ELSEWHERE = "https://example.org/a.png"


@pytest.fixture
def project(alice: User) -> Project:
    return project_services.create_project(owner_id=alice.pk, name="Krume")


@pytest.fixture
def picture(alice: User, project: Project) -> Asset:
    upload = Upload("front.png", encoded(drawn(1200, 900)), "The front of the bakery")
    return project_services.store_assets(owner_id=alice.pk, project_id=project.pk, uploads=[upload])[0]


def build_url(project: Project) -> str:
    return f"/api/v2/projects/{project.pk}/build"


def ask(api: APIClient, project: Project, *images: str) -> Any:
    return api.post(build_url(project), {"prompt": PROMPT, "uploaded_images": images}, format="json")


def test_ids_and_addresses_of_pictures_are_one(
    alice_api: APIClient, project: Project, picture: Asset, settings: Settings
) -> None:
    address = f"/api/v2/projects/{project.pk}/assets/{picture.pk}"
    absolute = f"{settings.PUBLIC_URL}{address}/content"
    answer = ask(alice_api, project, str(picture.pk).upper(), address, absolute, ELSEWHERE)
    assert answer.status_code == 202
    assert Build.objects.get().uploaded_images == [str(picture.pk), ELSEWHERE]


@pytest.mark.parametrize("whose", ["nobody's", "another project's", "a stranger's"])
def test_pictures_of_others_are_not_there(
    alice: User, bob: User, alice_api: APIClient, project: Project, picture: Asset, whose: str
) -> None:
    owner = bob if whose == "a stranger's" else alice
    other = project_services.create_project(owner_id=owner.pk, name="Other")
    if whose == "nobody's":
        image = str(uuid4())
    else:
        [asset] = project_services.store_assets(
            owner_id=owner.pk, project_id=other.pk, uploads=[Upload("a.png", encoded())]
        )
        image = f"/api/v2/projects/{other.pk}/assets/{asset.pk}"
    answer = ask(alice_api, project, str(picture.pk), image)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "uploaded_images.1")
    assert answer.json()["errors"][0]["code"] == "asset_not_found"
    assert not Build.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_picture_is_in_the_version_that_the_build_makes(
    alice: User, alice_api: APIClient, project: Project, picture: Asset
) -> None:
    ask(alice_api, project, str(picture.pk), ELSEWHERE)
    services.run_next_build(worker="test")
    version = SiteVersion.objects.get(project=project)
    files = project_selectors.version_files(version)
    assert [path for path in files if path.startswith("assets/photos/") and "720" not in path]
    assert b'alt="The front of the bakery"' in files["index.html"]
    said = [event.data["message"] for event in BuildEvent.objects.filter(type="agent_message")]
    assert "Making room for 1 picture of yours" in said
    assert "1 picture on another host cannot be used: upload it here" in said
    # The version keeps its copy.
    project_services.delete_asset(owner_id=alice.pk, project_id=project.pk, asset_id=picture.pk)
    assert project_selectors.version_files(version) == files


@pytest.mark.django_db(transaction=True)
def test_a_retry_goes_without_a_picture_that_was_deleted(
    alice: User, project: Project, picture: Asset, alice_api: APIClient
) -> None:
    ask(alice_api, project, str(picture.pk))
    build = Build.objects.get()
    StageOutput.objects.create(build=build, stage="planner", output={})
    StageOutput.objects.create(build=build, stage="testing", output={})
    services.cancel_build(user_id=alice.pk, project_id=project.pk, build_id=build.pk)
    project_services.delete_asset(owner_id=alice.pk, project_id=project.pk, asset_id=picture.pk)
    again = services.retry_build(
        user_id=alice.pk, project_id=project.pk, build_id=build.pk, now=timezone.now() + timedelta(seconds=1)
    )
    assert again.uploaded_images == []
    assert list(again.stages.values_list("stage", flat=True)) == ["planner"]
