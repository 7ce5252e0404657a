"""What is done with projects, for the doors and for other apps."""

from projects.links import preview_url, read_preview_token
from projects.services.changing import (
    add_message,
    build_ended_without_result,
    build_started,
    build_succeeded,
    create_project,
    delete_project,
    lock_owned_project,
    lock_project,
    update_project,
)
from projects.services.collecting import collect_blobs, prune_versions
from projects.services.copying import fork_project, restore_version
from projects.services.keeping import content_type, keep_files, store_version
from projects.services.labelling import label_version, preview_url_of_build, revoke_previews
from projects.services.quotas import quota, refuse_over_quota

__all__ = [
    "add_message",
    "build_ended_without_result",
    "build_started",
    "build_succeeded",
    "collect_blobs",
    "content_type",
    "create_project",
    "delete_project",
    "fork_project",
    "keep_files",
    "label_version",
    "lock_owned_project",
    "lock_project",
    "preview_url",
    "preview_url_of_build",
    "prune_versions",
    "quota",
    "read_preview_token",
    "refuse_over_quota",
    "restore_version",
    "revoke_previews",
    "store_version",
    "update_project",
]
