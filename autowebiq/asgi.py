"""The ASGI application: sockets go to Channels, published sites are answered at once, the rest by Django.

Who waits for events over HTTP is served without a thread (``builds.streaming``).

Django under ASGI starts a thread for every request, which costs about 2 ms and cannot keep database
connections; the same Django behind a WSGI bridge answers 2–6 times as many requests.
"""

from __future__ import annotations

import os
from typing import Any, cast

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "autowebiq.settings")

from django.core.wsgi import get_wsgi_application

wsgi = get_wsgi_application()

# Django must be set up before anything below reads models.
# ruff: noqa: E402
from a2wsgi import WSGIMiddleware
from channels.routing import ProtocolTypeRouter, URLRouter
from django.conf import settings

from autowebiq import under_daphne
from builds.origins import KnownOrigins
from builds.routing import websocket_urlpatterns
from builds.streaming import WaitingForEvents
from publishing.front import PublishedSites

# The stubs of Django and of the bridge name the same WSGI types apart.
http = WSGIMiddleware(cast(Any, wsgi), workers=settings.ENV.http_threads)
sockets = KnownOrigins(URLRouter(websocket_urlpatterns))

application = ProtocolTypeRouter(
    {
        "http": PublishedSites(WaitingForEvents(cast(Any, http))),
        "websocket": under_daphne.Sockets(sockets) if under_daphne.is_serving() else sockets,
    }
)
