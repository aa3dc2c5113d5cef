"""The tables of Slack installed in many workspaces. Only they know of Slack's tokens."""

from __future__ import annotations

from sqlalchemy import Column, MetaData, Table, Text

from digests.store.tables import UTCDateTime
from digests.store.tables import metadata as digests_metadata

metadata = MetaData(naming_convention=digests_metadata.naming_convention)

installations = Table(
    "slack_installations",
    metadata,
    Column("workspace", Text, primary_key=True),  # a team, or an organisation for all its teams
    Column("sealed", Text, nullable=False),  # the whole Installation, tokens and all
    Column("expires_at", UTCDateTime, nullable=True),  # of the token; NULL where it doesn't
    Column("rotating_until", UTCDateTime, nullable=True),  # who exchanges it has this long
)

# The organisation through which a team has the bot, noted when the team is first heard of.
teams = Table(
    "slack_teams",
    metadata,
    Column("team", Text, primary_key=True),
    Column("enterprise", Text, nullable=False),
)

# Installations under way. Only hashes: who reads the table can't finish one.
states = Table(
    "slack_states",
    metadata,
    Column("state", Text, primary_key=True),
    Column("browser", Text, nullable=False),
    Column("expires_at", UTCDateTime, nullable=False),
)
