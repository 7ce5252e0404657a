"""The API of a project's pictures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import BaseParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from autowebiq.common.api import list_response
from autowebiq.common.errors import InvalidInput
from autowebiq.common.idempotency import id_of_try, idempotent
from autowebiq.common.throttle import UserThrottle
from projects import pictures, selectors, services
from projects.errors import PictureTooLarge
from projects.models import Asset
from projects.services import MOST_AT_ONCE, Upload
from projects.views import PAGING, owned, user_id, valid

LONGEST_ALT = 250
MOST_BODY_BYTES = 4 * pictures.MAX_BYTES
"""Of all files of one request together."""

# A drawing is a document: opened by itself it must neither act nor ask anybody for anything.
CONTENT_HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-cache",
}


class AssetsIn(serializers.Serializer[Any]):
    """One file or several, each under ``file``; ``alt`` may stand as often, in the same order."""

    file = serializers.ListField(child=serializers.FileField())
    alt = serializers.ListField(
        child=serializers.CharField(max_length=LONGEST_ALT, allow_blank=True), required=False
    )


class DescriptionIn(serializers.Serializer[Any]):
    """What the picture shows, for those who cannot see it, and what it is for; empty leaves it to the
    generator, what is missing stays as it is.
    """

    alt = serializers.CharField(max_length=LONGEST_ALT, allow_blank=True, required=False)
    role = serializers.ChoiceField(Asset.Role.choices, allow_blank=True, required=False)


class AssetOut(serializers.Serializer[Any]):
    """A picture; ``url`` leads to its bytes, and it or the ``id`` may stand in ``uploaded_images``."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    media_type = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    bytes = serializers.IntegerField()
    alt = serializers.CharField()
    role = serializers.CharField()
    url = serializers.CharField()
    created_at = serializers.DateTimeField()


def asset_row(asset: Asset) -> dict[str, Any]:
    return {
        "id": asset.pk,
        "name": asset.name,
        "media_type": asset.media_type,
        "width": asset.width,
        "height": asset.height,
        "bytes": asset.bytes,
        "alt": asset.alt,
        "role": asset.role,
        "url": reverse("asset-content", args=[asset.project_id, asset.pk]),
        "created_at": asset.created_at,
    }


class UploadThrottle(UserThrottle):
    limit = "upload-user"

    def allow_request(self, request: Request, view: APIView) -> bool:
        return request.method != "POST" or super().allow_request(request, view)


class AssetsView(APIView):
    """The pictures of a project."""

    parser_classes: Sequence[type[BaseParser]] = [MultiPartParser]
    throttle_classes: Sequence[type[BaseThrottle]] = [UploadThrottle]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        # Before a byte of the body is read: Django puts files on disk however many there are.
        length = str(request.META.get("CONTENT_LENGTH") or "")
        if length.isdecimal() and int(length) > MOST_BODY_BYTES:
            most = MOST_BODY_BYTES // 2**20
            raise PictureTooLarge(f"One request may bring {most} MB; send fewer files at once.")

    @extend_schema(operation_id="assets_list", parameters=PAGING, responses=AssetOut(many=True))
    def get(self, request: Request, project_id: UUID) -> Response:
        """Pictures, in the order in which they came."""
        rows = selectors.asset_rows(project=owned(request, project_id))
        return list_response(request, rows, asset_row)

    @extend_schema(request={"multipart/form-data": AssetsIn}, responses={201: AssetOut(many=True)})
    @idempotent
    def post(self, request: Request, project_id: UUID) -> Response:
        """Upload pictures: all are kept, or none."""
        stored = services.store_assets(
            owner_id=user_id(request),
            project_id=project_id,
            uploads=_uploads(request),
            new_id=id_of_try(request),
        )
        location = reverse("asset", args=[project_id, stored[0].pk])
        return Response([asset_row(asset) for asset in stored], status=201, headers={"Location": location})


class AssetView(APIView):
    """One picture."""

    @extend_schema(responses=AssetOut)
    def get(self, request: Request, project_id: UUID, asset_id: UUID) -> Response:
        """What is known about the picture."""
        return Response(asset_row(_owned_asset(request, project_id, asset_id)))

    @extend_schema(request=DescriptionIn, responses=AssetOut)
    def patch(self, request: Request, project_id: UUID, asset_id: UUID) -> Response:
        """Say what the picture shows, and what it is for."""
        data = valid(DescriptionIn(data=request.data))
        asset = services.describe_asset(
            owner_id=user_id(request), project_id=project_id, asset_id=asset_id, **data
        )
        return Response(asset_row(asset))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, project_id: UUID, asset_id: UUID) -> Response:
        """Delete the picture; versions that show it keep it. Refused while the project is being built."""
        services.delete_asset(owner_id=user_id(request), project_id=project_id, asset_id=asset_id)
        return Response(status=204)


class AssetContentView(APIView):
    """The bytes of a picture."""

    @extend_schema(
        responses={
            (200, "image/webp"): OpenApiTypes.BINARY,
            (200, "image/svg+xml"): OpenApiTypes.BINARY,
        }
    )
    def get(self, request: Request, project_id: UUID, asset_id: UUID) -> HttpResponse:
        """The picture as it is kept, for its owner."""
        file = selectors.asset_file(_owned_asset(request, project_id, asset_id))
        headers = {**CONTENT_HEADERS, "ETag": f'"{file.sha256}"'}
        return HttpResponse(file.data, content_type=file.content_type, headers=headers)


def _owned_asset(request: Request, project_id: UUID, asset_id: UUID) -> Asset:
    return selectors.owned_asset(owner_id=user_id(request), project_id=project_id, asset_id=asset_id)


def _uploads(request: Request) -> list[Upload]:
    files: list[UploadedFile[bytes]] = [
        file for name in request.FILES for file in request.FILES.getlist(name)
    ]
    if not files:
        raise InvalidInput.at(
            "file", "Send one file or several as multipart/form-data, each under “file”.", code="required"
        )
    if len(files) > MOST_AT_ONCE:
        raise InvalidInput.at("file", f"At most {MOST_AT_ONCE} files can be sent at once.", code="max_length")
    alts = [str(alt) for alt in request.POST.getlist("alt")]
    if any(len(alt) > LONGEST_ALT for alt in alts):
        raise InvalidInput.at(
            "alt", f"An alternative text may have {LONGEST_ALT} characters.", code="max_length"
        )
    alts += [""] * len(files)
    return [Upload(file.name or "", _bytes(file), alts[place]) for place, file in enumerate(files)]


def _bytes(file: UploadedFile[bytes]) -> bytes:
    # One byte more than may be is enough to refuse it.
    data: bytes = file.read(pictures.MAX_BYTES + 1)
    return data
