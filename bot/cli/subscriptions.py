"""`briefbot subscriptions`: who gets what, when, from the command line."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot import app as application
from bot import orders, subscriptions
from bot.cli.common import ConfigOption, DatabaseOption, print_json
from bot.errors import UsageError
from bot.platforms.base import Place
from bot.settings import Settings, load
from bot.subscriptions import Subscription, describe
from digests.errors import NotFound


def register(app: typer.Typer) -> None:
    """Adds the group."""
    group = typer.Typer(help="Who gets what, when.", no_args_is_help=True)
    group.command("list")(list_subscriptions)
    group.command("add")(add)
    group.command("remove")(remove)
    app.add_typer(group, name="subscriptions")


def list_subscriptions(
    json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
    config: ConfigOption = None,
    database: DatabaseOption = None,
) -> None:
    """List every subscription.

    Example: briefbot subscriptions list
    """
    found = asyncio.run(_everyones(load(config=config, database=database)))
    if json:
        print_json([_form(one) for one in found])
        return
    table = Table("id", "platform", "workspace", "channel", "what", box=None, pad_edge=False)
    for one in found:
        table.add_row(one.id, one.platform, one.workspace, one.channel, describe(one))
    Console(highlight=False).print(table)


def add(
    topics: Annotated[list[str], typer.Argument(help="Topics' slugs.")],
    platform: Annotated[str, typer.Option(help="slack or discord.")],
    workspace: Annotated[str, typer.Option(help="The Slack team or Discord guild id.")],
    channel: Annotated[str, typer.Option(help="The channel's id.")],
    at: Annotated[str, typer.Option(help="Local time, such as 08:00.")] = "08:00",
    zone: Annotated[str, typer.Option(help="IANA zone, such as Europe/Berlin.")] = "UTC",
    weekdays: Annotated[bool, typer.Option(help="Only Monday to Friday.")] = False,
    language: Annotated[str, typer.Option("--language", help="en or zh.")] = "en",
    order: Annotated[
        str | None,
        typer.Option(
            help="All of it in the words of /brief subscribe, in place of the options above: "
            "'weekly on monday at 08:00 short', 'alert 3 outlets in 6h at most 2 a day'."
        ),
    ] = None,
    config: ConfigOption = None,
    database: DatabaseOption = None,
) -> None:
    """Send topics to a channel at a local time, once a week, or when news break.

    Example: briefbot subscriptions add china-ai --platform slack --workspace T1 --channel C1
    --at 08:00 --zone Europe/Berlin
    """
    if platform not in {"slack", "discord"}:
        raise UsageError(f"there is no platform {platform!r}; use slack or discord.")
    days = "weekdays" if weekdays else "daily"
    said = order or f"at {at} {days} in {language}"
    place = Place(platform=platform, workspace=workspace, channel=channel)
    made = orders.standing(
        orders.subscription(f"{' '.join(topics)} {said}", str),
        place,
        zone=subscriptions.zone_of(zone).key,
        now=application.now(),
    )
    asyncio.run(_keep(load(config=config, database=database), made))
    typer.echo(f"added {made.id}: {describe(made)}")


def remove(
    id: Annotated[str, typer.Argument(help="The subscription's id.")],  # noqa: A002
    config: ConfigOption = None,
    database: DatabaseOption = None,
) -> None:
    """End a subscription.

    Example: briefbot subscriptions remove sub_0123456789ab
    """
    asyncio.run(_remove(load(config=config, database=database), id))
    typer.echo(f"removed {id}")


async def _everyones(settings: Settings) -> Sequence[Subscription]:
    async with application.store(settings) as store, store.database.connect() as connection:
        return await subscriptions.everyones(connection)


async def _keep(settings: Settings, made: Subscription) -> None:
    async with application.store(settings) as store, store.database.begin() as connection:
        for slug in made.topics:
            store.library.topic(slug)
        await subscriptions.keep(connection, made)


async def _remove(settings: Settings, subscription_id: str) -> None:
    async with application.store(settings) as store, store.database.begin() as connection:
        found = [
            one for one in await subscriptions.everyones(connection) if one.id == subscription_id
        ]
        if not found:
            raise NotFound(f"there is no subscription {subscription_id!r}.")
        await subscriptions.remove(connection, found[0].workspace, subscription_id)


def _form(one: Subscription) -> dict[str, object]:
    return {
        "id": one.id,
        "platform": one.platform,
        "workspace": one.workspace,
        "channel": one.channel,
        "topics": list(one.topics),
        "at": one.at.isoformat("minutes"),
        "zone": one.zone,
        "weekdays": list(one.weekdays),
        "language": one.language,
        "kind": one.kind,
        "length": one.length,
        "quiet": one.quiet,
        "order": orders.typed(one),
        "paused": one.paused,
    }
