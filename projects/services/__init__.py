"""What is done with projects, for the doors and for other apps."""

from projects.links import preview_url, published_url, read_preview_token
from projects.pictures import MAX_BYTES as PICTURE_BYTES
from projects.services.changing import (
    add_message,
    archive_project,
    build_ended_without_result,
    build_started,
    build_succeeded,
    create_project,
    delete_project,
    lock_owned_project,
    lock_project,
    restore_project,
    unarchive_project,
    update_project,
)
from projects.services.collecting import FREE_LATER, collect_blobs, free_deleted, prune_versions
from projects.services.copying import fork_project, restore_version
from projects.services.keeping import content_type, keep_files, store_version
from projects.services.labelling import label_version, preview_url_of_build, revoke_previews
from projects.services.picturing import drawing, has_camera, make_thumbnails, photograph, thumbnail
from projects.services.quotas import hold_quota, quota, refuse_over_quota
from projects.services.sharing import (
    create_share,
    find_share,
    is_open,
    note_use,
    open_share,
    owned_share,
    revoke_share,
    share_url,
)
from projects.services.uploading import (
    MOST_ASSETS,
    MOST_AT_ONCE,
    Upload,
    delete_asset,
    describe_asset,
    store_assets,
)

__all__ = [
    "FREE_LATER",
    "MOST_ASSETS",
    "MOST_AT_ONCE",
    "PICTURE_BYTES",
    "Upload",
    "add_message",
    "archive_project",
    "build_ended_without_result",
    "build_started",
    "build_succeeded",
    "collect_blobs",
    "content_type",
    "create_project",
    "create_share",
    "delete_asset",
    "delete_project",
    "describe_asset",
    "drawing",
    "find_share",
    "fork_project",
    "free_deleted",
    "has_camera",
    "hold_quota",
    "is_open",
    "keep_files",
    "label_version",
    "lock_owned_project",
    "lock_project",
    "make_thumbnails",
    "note_use",
    "open_share",
    "owned_share",
    "photograph",
    "preview_url",
    "preview_url_of_build",
    "prune_versions",
    "published_url",
    "quota",
    "read_preview_token",
    "refuse_over_quota",
    "restore_project",
    "restore_version",
    "revoke_previews",
    "revoke_share",
    "share_url",
    "store_assets",
    "store_version",
    "thumbnail",
    "unarchive_project",
    "update_project",
]
