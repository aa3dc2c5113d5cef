"""A brief as Slack would show it, in a real browser: every word readable, nothing runs over."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Page, async_playwright

from bot.message import (
    Bullets,
    Button,
    Buttons,
    Context,
    Divider,
    Heading,
    Message,
    Paragraph,
    Quotation,
    Run,
)
from bot.platforms.form_words import form_words
from bot.platforms.order_form import Order
from bot.platforms.slack.bodies import message_bodies
from bot.platforms.slack.forms import form
from bot.platforms.slack.home import home_view, welcome
from bot.platforms.slack.words import words
from tests.servers.slack_html import page as page_of
from tests.servers.slack_html import view as view_of
from tests.servers.slack_show import lines

WHO = (
    Run(text="Mei Tan", style="strong"),
    Run(text=", head of research · "),
    Run(text="Courier", url="https://courier.example/a"),
)
BRIEF = Message(
    blocks=(
        Heading(text="Open models brief, Wednesday 25 November 2026"),
        Paragraph(
            runs=(Run(text="1. Heron Labs opens Wader", style="strong"), Run(text="\nIt runs."))
        ),
        Context(
            runs=(Run(text="Courier", url="https://courier.example/a"), Run(text=" · 2 outlets"))
        ),
        Divider(),
        Quotation(text="We ship the *whole* model & its weights, or nothing.", attribution=WHO),
        Bullets(
            items=(
                (Run(text="预测：", style="strong"), Run(text="明年发布。")),
                (Run(text="A long_word_" + "x" * 120),),
                (Run(text="مرحبا بالعالم 👩‍🔬"),),
            )
        ),
        Buttons(buttons=(Button(label="More detail", action="more"),)),
    ),
    fallback="Open models brief",
)


@asynccontextmanager
async def opened(html: str) -> AsyncIterator[Page]:
    """A page in a real browser, as wide as Slack's column."""
    browser_path = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser_path is None:
        pytest.skip("no Chromium on this machine")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=browser_path, args=["--no-sandbox"]
        )
        page = await browser.new_page(viewport={"width": 760, "height": 900})
        await page.set_content(html)
        yield page
        await browser.close()


async def test_every_word_is_readable() -> None:
    """Each line of the message is on the page as Slack would show it, within its column."""
    bodies = message_bodies(BRIEF)
    async with opened(page_of(bodies)) as page:
        shown = " ".join((await page.inner_text("body")).split())
        width = await page.evaluate("document.documentElement.scrollWidth")
        bold = await page.eval_on_selector_all("b", "all => all.map(one => one.textContent)")
        links = await page.eval_on_selector_all("a", "all => all.map(one => one.href)")
    for line in lines([block for body in bodies for block in body["blocks"]]):
        assert " ".join(line.text.split()) in shown
    assert width <= 760
    assert {"1. Heron Labs opens Wader", "Mei Tan", "预测："} <= set(bold)
    assert set(links) == {"https://courier.example/a"}


async def test_forms_and_the_home_page_are_readable() -> None:
    """Each label, hint and value of a form and of the home page, in both languages."""
    order = Order(id="sub_1", channel="C1", topics=("chips",), zone="Europe/Berlin")
    topics = [("chips", "Chips & fabs")]
    views = [form(order, topics, language) for language in ("en", "zh")]
    views += [home_view(welcome(language), "", language) for language in ("en", "zh")]
    async with opened(page_of([]) + "".join(map(view_of, views))) as page:
        shown = " ".join((await page.inner_text("body")).split())
        width = await page.evaluate("document.documentElement.scrollWidth")
    said = [form_words(language) for language in ("en", "zh")]
    for name in ("title_edit", "topics", "at", "at_hint", "zone_hint", "language", "change"):
        assert all(one[name] in shown for one in said)
    assert all(words(language=language)["welcome"] in shown for language in ("en", "zh"))
    assert "Chips & fabs" in shown
    assert width <= 760
