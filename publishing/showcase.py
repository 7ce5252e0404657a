"""The catalog to look at before choosing: a sample site of each template, a stage for each component.

Nothing of it is stored: it is made when somebody looks, and kept in Redis and in the process for as long as
the catalog stays as it is. So it works while MongoDB is away, as the catalog does, and without Redis, too.
"""

from __future__ import annotations

import hashlib
import logging
import threading
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.core.cache import cache
from redis.exceptions import RedisError

from projects import services as project_services
from projects.selectors import ServedFile
from publishing.previews import Found, possible_files
from sitegen.gallery import html as gallery_html
from sitegen.gallery.looks import LOOKS
from sitegen.gallery.sites import sample_site
from sitegen.gallery.stages import stage_files
from templates_catalog import services as catalog_services

logger = logging.getLogger(__name__)

PUBLIC = "public, max-age=300"
"""For visitors, who all see the same; a new catalog is seen within minutes."""
PICTURE_SECONDS = 30 * 24 * 3600
FAILED_SECONDS = 24 * 3600
AT_ONCE = 4
LOCK_SECONDS = 180
NOT_FOUND_PAGE = "404.html"
STAGE_ASSETS = ("stage.css", "stage.js")

_making = threading.Lock()


@dataclass(frozen=True)
class SamplePage:
    """A page of a sample site: ``path`` below its root, empty for the start page."""

    label: str
    path: str


@dataclass(frozen=True)
class Sample:
    """A template's sample site: the prompt that it was made from, its pages and its drawing."""

    prompt: str
    pages: tuple[SamplePage, ...]
    files: dict[str, bytes]
    drawing: bytes


def sample(template_id: str) -> Sample:
    """The sample site of a template; making one takes some tenths of a second. Raises TemplateNotFound."""
    catalog_services.get_template(template_id)
    return _sample(catalog_services.current_digest(), template_id)


@lru_cache(maxsize=32)
def _sample(digest: str, template_id: str) -> Sample:
    # One at a time: who comes meanwhile finds it in Redis.
    with _making:
        made: dict[str, Any] = catalog_services.cached_answer(
            f"sample {template_id}", lambda: _made_sample(template_id)
        )
    pages = tuple(SamplePage(**page) for page in made["pages"])
    return Sample(made["prompt"], pages, made["files"], made["drawing"])


def _made_sample(template_id: str) -> dict[str, Any]:
    template = catalog_services.get_template(template_id)
    spec, files = sample_site(template, catalog_services.current_catalog())
    pages = [
        {"label": page.nav_label, "path": "" if page.slug == "home" else f"{page.slug}.html"}
        for page in spec.pages
    ]
    return {
        "prompt": spec.brief.prompt,
        "pages": pages,
        "files": files,
        "drawing": project_services.drawing(spec.model_dump(mode="json"), files, name=template.name),
    }


def find_file(*, template_id: str, path: str) -> Found | None:
    """A file of a template's sample site; its 404 page for others. Raises TemplateNotFound."""
    files = sample(template_id).files
    for name in possible_files(path):
        if name in files:
            return Found(_served(name, files[name]), 200, PUBLIC)
    return Found(_served(NOT_FOUND_PAGE, files[NOT_FOUND_PAGE]), 404) if NOT_FOUND_PAGE in files else None


def picture(template_id: str) -> ServedFile:
    """How a template looks: a photograph where a browser took one, else a drawing.

    Raises TemplateNotFound.
    """
    catalog_services.get_template(template_id)
    try:
        photograph: bytes | None = cache.get(_picture_key(template_id))
    except RedisError:
        photograph = None
    if photograph:
        return _served("picture.webp", photograph)
    return _served("picture.svg", sample(template_id).drawing)


def take_pictures() -> int:
    """Photograph a few templates of which there is no picture; return how many succeeded.

    Does nothing without a browser, or while another worker does the same: browsers are heavy.
    """
    if not project_services.has_camera():
        return 0
    templates = [template.id for template in catalog_services.list_templates()]
    known = cache.get_many([_picture_key(template_id) for template_id in templates])
    missing = [template_id for template_id in templates if _picture_key(template_id) not in known]
    if not missing or not cache.add("showcase:camera", 1, timeout=LOCK_SECONDS):
        return 0
    try:
        return sum(_photographed(template_id) for template_id in missing[:AT_ONCE])
    finally:
        cache.delete("showcase:camera")


def _photographed(template_id: str) -> bool:
    photograph = project_services.photograph(sample(template_id).files)
    # Nothing is kept for what failed, too, so that it is not tried again and again.
    seconds = PICTURE_SECONDS if photograph else FAILED_SECONDS
    cache.set(_picture_key(template_id), photograph or b"", timeout=seconds)
    return bool(photograph)


def _picture_key(template_id: str) -> str:
    return f"showcase:{catalog_services.current_digest()[:16]}:{template_id}"


def looks() -> list[tuple[str, str]]:
    """``(id, label)`` of the looks that components are shown in."""
    return [(look.id, look.label) for look in LOOKS]


def find_stage(*, component_id: str, path: str) -> ServedFile | None:
    """A file of a component's stage: ``stages/<look>/<component>.html`` and what it loads.

    Raises ComponentNotFound.
    """
    catalog_services.get_component(component_id)
    folder, _, name = path.partition("/")
    if folder == "assets" and name in STAGE_ASSETS:
        return _served(name, (Path(gallery_html.PAGES) / name).read_bytes())
    look_id, _, name = name.partition("/")
    if folder != "stages" or look_id not in dict(looks()):
        return None
    files = _stage(catalog_services.current_digest(), component_id, look_id)
    return _served(name, files[name]) if name in files else None


@lru_cache(maxsize=32)
def _stage(digest: str, component_id: str, look_id: str) -> dict[str, bytes]:
    component = catalog_services.get_component(component_id)
    look = next(look for look in LOOKS if look.id == look_id)
    made = stage_files(catalog_services.current_catalog(), [component], look)
    return {path.removeprefix(f"{look_id}/"): data for path, data in made}


def _served(name: str, data: bytes) -> ServedFile:
    return ServedFile(data, project_services.content_type(name), hashlib.sha256(data).hexdigest())
