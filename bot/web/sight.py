"""`/metrics`, for Prometheus."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.census import census
from bot.metrics import CONTENT_TYPE_LATEST, Metrics


def metrics_route(database: AsyncEngine, metrics: Metrics, clock: Callable[[], datetime]) -> Route:
    """What this process counted, and what the store knows at `clock`'s time (UTC)."""

    async def metrics_(request: Request) -> Response:
        async with database.connect() as connection:
            found = await census(connection, clock())
        return Response(metrics.exposition(found), media_type=CONTENT_TYPE_LATEST)

    return Route("/metrics", metrics_)
