"""The owner's pictures in the Files tab: listed, described, given a place, deleted."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from builds import services as build_services
from builds.models import Build
from builds.services import ending
from projects import services as project_services
from projects.models import Asset, Project, SiteVersion
from projects.services import Upload
from tests.made_pictures import encoded

pytestmark = pytest.mark.django_db(transaction=True)

Store = Callable[..., SiteVersion]


@pytest.fixture
def picture(alice: User, project: Project) -> Asset:
    upload = Upload("logo <dark>.png", encoded(), "The sign")
    return project_services.store_assets(owner_id=alice.pk, project_id=project.pk, uploads=[upload])[0]


def page(client: Client, project: Project) -> str:
    response = client.get(f"/projects/{project.pk}/files/pictures")
    assert response.status_code == 200
    return response.content.decode()


def test_pictures_are_listed_with_what_they_show_and_where_they_go(
    alice_web: Client, project: Project, picture: Asset
) -> None:
    text = page(alice_web, project)

    assert "logo &lt;dark&gt;.png" in text
    assert 'value="The sign"' in text
    assert f'src="/api/v2/projects/{project.pk}/assets/{picture.pk}/content"' in text
    assert '<option value="" selected>By its name: Logo</option>' in text
    assert f"640 × 480 · {picture.bytes / 1024:.1f}" in text
    assert "not given to a build yet" in text
    assert " style=" not in text


def test_the_files_tab_leads_to_them(alice_web: Client, project: Project, store: Store) -> None:
    link = f'href="/projects/{project.pk}/files/pictures"'
    assert link in alice_web.get(f"/projects/{project.pk}/files").content.decode()
    store()
    assert link in alice_web.get(f"/projects/{project.pk}/files").content.decode()
    assert "No pictures yet." in page(alice_web, project)


def test_versions_that_were_built_with_a_picture_are_named(
    alice: User, alice_web: Client, project: Project, picture: Asset
) -> None:
    build = build_services.start_build(
        user_id=alice.pk,
        project_id=project.pk,
        prompt="A ramen bar",
        uploaded_images=[str(picture.pk)],
        now=timezone.now(),
    )
    Build.objects.filter(pk=build.pk).update(status="RUNNING", attempt=1)
    site = ending.Site(
        name="Nishiki", template_id="hearth", spec={}, files={"index.html": b"x"}, quality={}, pages=[]
    )
    build_services.finish_build(build_id=build.pk, attempt=1, site=site)

    text = page(alice_web, project)

    assert "given to the builds of" in text
    assert f'<a href="/projects/{project.pk}?version=1">Version 1</a>' in text


def test_a_description_and_a_role_are_saved(alice_web: Client, project: Project, picture: Asset) -> None:
    sent = {"alt": " The sign at night ", "role": "hero"}
    answer = alice_web.post(f"/projects/{project.pk}/files/pictures/{picture.pk}", sent)

    assert answer["Location"] == f"/projects/{project.pk}/files/pictures"
    picture.refresh_from_db()
    assert (picture.alt, picture.role) == ("The sign at night", "hero")
    text = page(alice_web, project)
    assert '<option value="hero" selected>First screen</option>' in text
    assert "“logo &lt;dark&gt;.png” is saved." in text


def test_what_cannot_be_saved_is_said(alice_web: Client, project: Project, picture: Asset) -> None:
    alice_web.post(f"/projects/{project.pk}/files/pictures/{picture.pk}", {"alt": "x" * 251, "role": ""})

    assert "at most 250 characters" in page(alice_web, project)
    picture.refresh_from_db()
    assert picture.alt == "The sign"


def test_a_picture_is_deleted_but_not_while_a_build_may_need_it(
    alice: User, alice_web: Client, project: Project, picture: Asset
) -> None:
    address = f"/projects/{project.pk}/files/pictures/{picture.pk}/delete"
    build = build_services.start_build(
        user_id=alice.pk, project_id=project.pk, prompt="A ramen bar", now=timezone.now()
    )
    alice_web.post(address)
    assert "This project is being built; try again when the build has ended." in page(alice_web, project)
    build_services.cancel_build(user_id=alice.pk, project_id=project.pk, build_id=build.pk)

    alice_web.post(address)
    assert "The picture is deleted." in page(alice_web, project)
    assert not Asset.objects.exists()
    assert alice_web.post(address).status_code == 404


def test_strangers_and_visitors_neither_see_nor_change_them(
    charlie_web: Client, project: Project, picture: Asset
) -> None:
    album = f"/projects/{project.pk}/files/pictures"
    one = f"{album}/{picture.pk}"

    assert charlie_web.get(album).status_code == 404
    assert Client().get(album)["Location"] == f"/sign-in?next={album}"
    for address in (one, f"{one}/delete"):
        assert charlie_web.post(address, {"alt": "mine", "role": ""}).status_code == 404
        assert Client().post(address)["Location"].startswith("/sign-in?next=")
    picture.refresh_from_db()
    assert picture.alt == "The sign"
