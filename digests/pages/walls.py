"""Pages that show a wall in place of the article: paywalls, consent forms, bot checks.

A wall is recognised and marked, never got round: what is read then is the feed's own content.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from digests.pages.blocks import Block
from digests.pages.metadata import Metadata

Wall = Literal["paywall", "consent", "challenge"]

SHORT = 1500  # characters: a longer text is an article that mentions a subscription
CONSENT = re.compile(
    r"\bcookies?\b|\bconsent\b|accept all|reject all|manage (?:my )?(?:choices|cookies|settings|"
    r"preferences)|\bour \d+ partners\b|\bpartners\b.{0,40}\bstore\b|legitimate interest|"
    r"personal data|privacy (?:policy|choices|settings)|cookie[- ]?(?:einstellungen|richtlinie)|"
    r"alle akzeptieren|tout accepter|aceptar todo|您的隐私|接受所有|全部接受|同意并继续",
    re.IGNORECASE,
)
PAYWALL = re.compile(
    r"subscri\w+ (?:to|now to|today to) (?:continue|read|unlock|keep reading|get (?:full|unlimited))|"
    r"(?:continue|keep|finish) reading (?:this (?:article|story) )?(?:with|by|for free|your)|"
    r"(?:article|story|content|post|page) is (?:only |exclusively )?(?:available )?(?:for|to|reserved for) "
    r"(?:our |paid |paying )*(?:subscribers|members)|(?:for|exclusive to) (?:paid |paying )?subscribers only|"
    r"subscribers[- ]only (?:content|article|story)|"
    r"(?:to read|read) the (?:full|rest of the|whole|complete) (?:article|story)[^.]{0,40}"
    r"(?:subscri|sign (?:in|up)|log ?in|register|member)|"
    r"already (?:a|have a) (?:subscriber|subscription|member)|"
    r"you(?:'|’)ve (?:reached|read) your (?:limit|free|last)|unlock (?:this|the full) (?:article|story)|"
    r"create (?:a free |an )?account to (?:continue|read)|(?:register|log ?in|sign in) to (?:continue|read)|"
    r"this post is for (?:paid|paying) subscribers|remaining \d+% of this|"
    r"(?:登录|登陆|注册|订阅|开通会员|付费|购买)后?[^。]{0,8}(?:阅读|查看|解锁|继续)(?:全文|更多|剩余)?|"
    r"本文为付费|剩余\s*\d+%|(?:会员|订阅者)(?:专享|专属)|"
    r"nur für abonnenten|réservée? aux abonnés|solo para suscriptores",
    re.IGNORECASE,
)
CHALLENGE = re.compile(
    r"enable javascript and cookies to continue|checking (?:if the site connection|your browser)|"
    r"verify(?:ing)? (?:that )?you are (?:a )?human|are you a robot|unusual (?:traffic|activity) from|"
    r"access (?:to this page has been )?denied|please complete the (?:captcha|security check)|"
    r"just a moment\.\.\.|attention required|请完成安全验证|访问过于频繁",
    re.IGNORECASE,
)


def wall_of(raw: Sequence[Block], blocks: Sequence[Block], about: Metadata) -> Wall | None:
    """Which wall, if any, stands where the article should.

    `raw` are the column's blocks, `blocks` what is left of them as the article's own.
    """
    text = "\n".join(block.text for block in blocks)
    whole = "\n".join(block.text for block in raw)
    if len(text) <= SHORT and CHALLENGE.search(f"{about.title}\n{whole}"):
        return "challenge"
    if _is_consent(blocks):
        return "consent"
    if about.free is False or about.tier in ("locked", "premium", "paid"):
        return "paywall"
    if len(text) <= SHORT and PAYWALL.search(whole):
        return "paywall"
    last = raw[-3:] if len(text) <= 2 * SHORT else blocks[-2:]
    return "paywall" if any(PAYWALL.search(b.text) for b in last if len(b.text) < 400) else None


def _is_consent(blocks: Sequence[Block]) -> bool:
    """Whether most of a short text speaks of cookies and consent."""
    whole = sum(len(block.text) for block in blocks)
    if not whole or whole > 2 * SHORT:
        return False
    marked = [block for block in blocks if CONSENT.search(block.text)]
    kinds = {m.lower() for block in marked for m in CONSENT.findall(block.text)}
    return len(kinds) >= 2 and sum(len(block.text) for block in marked) > 0.6 * whole


def without_walls(blocks: Sequence[Block]) -> list[Block]:
    """The blocks that are no wall's own words: those stand at the end of what is shown."""
    end = len(blocks)
    while end and len(blocks[end - 1].text) < 600 and _is_wall(blocks[end - 1].text):
        end -= 1
    return list(blocks[:end])


def _is_wall(text: str) -> bool:
    return bool(PAYWALL.search(text) or CHALLENGE.search(text))
