"""A brief as Slack would show it, in a real browser: every word readable, nothing runs over."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.async_api import async_playwright

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
from bot.platforms.slack.bodies import message_bodies
from tests.servers.slack_html import page as page_of
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


async def test_every_word_is_readable(tmp_path: Path) -> None:
    """Each line of the message is on the page as Slack would show it, within its column."""
    browser_path = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser_path is None:
        pytest.skip("no Chromium on this machine")
    bodies = message_bodies(BRIEF)
    file = tmp_path / "brief.html"
    file.write_text(page_of(bodies), encoding="utf-8")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=browser_path, args=["--no-sandbox"]
        )
        page = await browser.new_page(viewport={"width": 760, "height": 900})
        await page.goto(file.as_uri())
        shown = " ".join((await page.inner_text("body")).split())
        width = await page.evaluate("document.documentElement.scrollWidth")
        bold = await page.eval_on_selector_all("b", "all => all.map(one => one.textContent)")
        links = await page.eval_on_selector_all("a", "all => all.map(one => one.href)")
        await browser.close()
    for line in lines([block for body in bodies for block in body["blocks"]]):
        assert " ".join(line.text.split()) in shown
    assert width <= 760
    assert {"1. Heron Labs opens Wader", "Mei Tan", "预测："} <= set(bold)
    assert set(links) == {"https://courier.example/a"}
