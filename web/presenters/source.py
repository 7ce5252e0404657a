"""A tree of files, and source text in colours."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.safestring import SafeString, mark_safe
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_for_mimetype
from pygments.lexers.special import TextLexer
from pygments.util import ClassNotFound

from projects import selectors as project_selectors
from projects import services as project_services
from projects.models import Project
from projects.selectors import FileRow, ServedFile

HOME_PAGE = "index.html"
MOST_COLOURED = 300_000
"""Bytes; longer files are shown without colours, which would take seconds."""
MOST_SHOWN = 2_000_000
TEXTS = ("text/", "image/svg+xml", "application/json", "application/xml", "application/manifest+json")
PICTURES = ("image/",)
ICONS = {
    "text/html": "file-code",
    "text/css": "palette",
    "text/javascript": "braces",
    "image/": "file-image",
    "font/": "type",
    "text/": "file-text",
}
# SVG and the like are XML; Pygments knows them by other names.
LEXERS = {"image/svg+xml": "text/xml", "application/manifest+json": "application/json"}


@dataclass
class Folder:
    """Files of a folder and the folders in it; ``is_open`` if the shown file is somewhere below."""

    name: str
    folders: dict[str, Folder] = field(default_factory=dict)
    files: list[TreeFile] = field(default_factory=list)
    is_open: bool = False


@dataclass(frozen=True)
class TreeFile:
    name: str
    path: str
    size: int
    icon: str
    is_shown: bool


def source(*, user_id: UUID, project: Project, number: int | None, path: str) -> dict[str, Any]:
    """Tree and one file. Raises VersionNotFound, FileNotInVersion."""
    version = project_selectors.version_of(project, number=number)
    version.project = project
    rows = project_selectors.file_rows(version)
    known = [row.path for row in rows]
    path = path or (HOME_PAGE if HOME_PAGE in known else next(iter(known), ""))
    file = project_selectors.version_file(
        owner_id=user_id, project_id=project.pk, number=version.number, path=path
    )
    preview = project_services.preview_url(version)
    is_picture = file.content_type.startswith(PICTURES)
    return {
        "shown": version,
        "tree": tree(rows, path),
        "files_count": len(rows),
        "bytes_total": sum(row.size for row in rows),
        "path": path,
        "size": len(file.data),
        "content_type": file.content_type,
        "lines": lines(file),
        "picture_url": f"{preview}{path}" if is_picture else "",
        "page_url": f"{preview}{path}" if file.content_type == "text/html" else "",
        "raw_url": f"/api/v2/projects/{project.pk}/versions/{version.number}/files/{path}",
        "picker": list(project_selectors.version_rows(project=project)[:30]),
    }


def tree(rows: list[FileRow], shown: str) -> Folder:
    """Files as folders; those on the way to the shown file are open."""
    root = Folder("", is_open=True)
    for row in rows:
        *names, name = row.path.split("/")
        folder = root
        for part in names:
            folder = folder.folders.setdefault(part, Folder(part))
            folder.is_open = folder.is_open or row.path == shown
        icon = next((icon for kind, icon in ICONS.items() if row.content_type.startswith(kind)), "file")
        folder.files.append(TreeFile(name, row.path, row.size, icon, row.path == shown))
    return root


def lines(file: ServedFile) -> list[SafeString] | None:
    """The lines of a text as escaped HTML, coloured by classes; None for what is no text."""
    if not file.content_type.startswith(TEXTS) or len(file.data) > MOST_SHOWN:
        return None
    text = file.data.decode(errors="replace")
    kind = LEXERS.get(file.content_type, file.content_type)
    try:
        lexer = get_lexer_for_mimetype(kind, stripnl=False, ensurenl=False)
    except ClassNotFound:
        lexer = TextLexer(stripnl=False, ensurenl=False)
    if len(file.data) > MOST_COLOURED:
        lexer = TextLexer(stripnl=False, ensurenl=False)
    # Pygments escapes the text and closes its spans at the end of every line.
    coloured = highlight(text, lexer, HtmlFormatter(nowrap=True))
    return [mark_safe(line) for line in coloured.removesuffix("\n").split("\n")]  # noqa: S308 - see above
