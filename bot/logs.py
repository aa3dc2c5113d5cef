"""Structured logs on standard error: one event a line.

HTTP clients' own lines are kept out: they hold whole addresses, and an address may hold a secret.
"""

from __future__ import annotations

import logging
import sys

import structlog

QUIET = ("httpx", "httpcore", "aiohttp", "slack_bolt", "slack_sdk", "discord", "apscheduler")


def configure(*, verbose: bool = False, level: int = logging.INFO) -> None:
    """Sets up logging for the process. Readable in a terminal, JSON elsewhere; times in UTC.

    `level` is the least that is shown; `verbose` shows all.
    """
    level = logging.DEBUG if verbose else level
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(name)s: %(message)s")
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    shown: list[structlog.types.Processor] = (
        [structlog.dev.ConsoleRenderer()]
        if sys.stderr.isatty()
        else [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *shown,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        # Looked up each time: standard error may be another file by then.
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
