"""Addresses of the sockets. An unknown one is accepted and closed, so that browsers see the code."""

from __future__ import annotations

from django.urls import re_path

from builds import consumers

websocket_urlpatterns = [
    re_path(r"^api/v2/ws/build/(?P<project_id>[^/]{1,64})/?$", consumers.BuildConsumer.as_asgi()),
    re_path(r"^api/v2/ws/user/?$", consumers.UserConsumer.as_asgi()),
    re_path(r"", consumers.NowhereConsumer.as_asgi()),
]
