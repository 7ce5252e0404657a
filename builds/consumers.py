"""The sockets of a project and of a user.

``WS /api/v2/ws/build/{project_id}?token=|ticket=&after=[&build_id=][&coalesce=1]``

``after`` is the ``seq`` of the last event seen and counts within a build, the one that ``build_id`` names or
else the newest. Come back with both and you get every event that you missed, later builds included, once.
Without ``after``, or with one that the build has not reached, the build is told from its first event.

``WS /api/v2/ws/user?token=|ticket=[&after=]``

Wallet and builds of one user, whatever moves them. ``after`` is the ``ledger_seq`` of the last entry seen.
"""

from __future__ import annotations

from typing import Any

from builds import admission, feed, relay
from builds.admission import Visitor
from builds.following import Follower
from builds.sockets import NowhereConsumer as NowhereConsumer
from builds.sockets import Socket, as_number, as_uuid
from builds.user_following import UserFollower


class BuildConsumer(Socket):
    """One subscriber of one project. Leaving never cancels a build."""

    async def connect(self) -> None:
        self._project_id = as_uuid(self.scope["url_route"]["kwargs"]["project_id"])
        self._follower: Follower | None = None
        await super().connect()

    async def may_stay(self, visitor: Visitor) -> bool:
        if self._project_id is None:
            return False
        if self._follower is None:
            coalesce = self.query.get("coalesce") == "1"
            self._follower = Follower(project_id=self._project_id, send=self.send_event, coalesce=coalesce)
        return await relay.hub().reads.ask(admission.may_follow, visitor, self._project_id)

    async def follow(self, visitor: Visitor) -> None:
        assert self._follower  # noqa: S101 - for the type checker
        assert self._project_id  # noqa: S101 - for the type checker
        hub = relay.hub()
        with hub.project(str(self._project_id)) as topic:
            version = topic.version
            start = await hub.reads.ask(
                feed.start,
                project_id=self._project_id,
                build_id=as_uuid(self.query.get("build_id", "")),
                after=as_number(self.query.get("after", "")),
            )
            await self._follower.begin(start, topic, version=version)
            await self._follower.follow(topic)

    def frame(self, type: str, **fields: Any) -> dict[str, Any]:
        assert self._follower  # noqa: S101 - for the type checker
        return self._follower.frame(type, **fields)

    def is_building(self) -> bool:
        return self._follower is not None and self._follower.is_building


class UserConsumer(Socket):
    """One subscriber of one user's wallet and builds."""

    async def connect(self) -> None:
        self._follower: UserFollower | None = None
        await super().connect()

    async def may_stay(self, visitor: Visitor) -> bool:
        # One's own wallet is always there.
        if self._follower is None:
            self._follower = UserFollower(user_id=visitor.user_id, send=self.send_event)
        return True

    async def follow(self, visitor: Visitor) -> None:
        assert self._follower  # noqa: S101 - for the type checker
        with relay.hub().user(str(visitor.user_id)) as topic:
            await self._follower.begin(topic, after=self.query.get("after", ""))
            await self._follower.follow(topic)

    def frame(self, type: str, **fields: Any) -> dict[str, Any]:
        assert self._follower  # noqa: S101 - for the type checker
        return self._follower.frame(type, **fields)

    def is_building(self) -> bool:
        return self._follower is not None and self._follower.is_building
