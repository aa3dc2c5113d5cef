"""Canonical URLs: the address a reader is given, and the key two addresses of one article share.

`canonical_url` keeps a working address and only drops what never changes the page. `identity`
goes further (scheme, `www.`, mobile and AMP variants), so its value is a key and no address.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, unquote, urljoin, urlsplit, urlunsplit

from digests import redirectors

DEFAULT_PORTS = {"http": 80, "https": 443}

# Parameters that only tell the publisher where a reader came from. Exact names, lower case.
TRACKING = frozenset(
    """
    fbclid gclid gclsrc dclid gbraid wbraid msclkid yclid ysclid twclid ttclid igshid igsh li_fat_id
    srsltid epik s_cid ncid cmpid cmp wickedid vero_id vero_conv rb_clickid oly_enc_id oly_anon_id
    _openstat __twitter_impression ref_src ref_url guccounter guce_referrer guce_referrer_sig
    spm scm share_token share_source sharer_id xtor at_medium at_campaign at_custom1 at_custom2
    at_custom3 at_custom4 wt_mc wt.mc_id ns_mchannel ns_source ns_campaign ns_linkname ns_fee
    soc_src soc_trk sr_share smid mkt_tok trk trkcampaign feature_share __hstc __hssc __hsfp
    hsctatracking chainedposts rss_id cx_testid cx_testvariant cx_artpos _hsenc _hsmi mc_cid mc_eid
    gaa_at gaa_n gaa_ts gaa_sig isappinstalled scene clicktime enterid from_source weixin_share
    chksm __s reflink taid feedname
    """.split()
)
TRACKING_PREFIXES = ("utm_", "mc_", "pk_", "piwik_", "mtm_", "hsa_", "matomo_", "stm_", "itm_")
# Names that are tracking only with a value that says so ("ref=rss", "source=feed").
ORIGIN_NAMES = frozenset(
    "ref source src from via cmpid partner ito mod emc ocid f feedtype campaign medium cid icid".split()
)
ORIGIN_VALUES = frozenset(
    {"rss", "feed", "feeds", "atom", "rssfeed", "feedburner", "twitter", "facebook", "social"}
    | {"newsletter", "email", "share", "googlenews", "google_news", "hackernews", "hn", "reddit"}
)
ORIGIN_START = "rss-"  # Medium's "source=rss----abc---4"
AMP_PARAMETERS = {
    ("amp", "1"),
    ("amp", "true"),
    ("amp", ""),
    ("outputtype", "amp"),
    ("output", "amp"),
    ("m", "1"),
}
AMP_LABELS = frozenset({"www", "m", "mobile", "amp", "wap", "touch", "3g"})
SESSION = re.compile(r";jsessionid=[^/?#;]*", re.IGNORECASE)
INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)
AMP_PATH = re.compile(r"/amp(?:\.html)?(?=/?$)|(?<=\w)\.amp(?=(?:\.html)?$)|^/amp(?=/.)")
ARXIV = re.compile(r"^/(?:abs|pdf|html)/((?:[a-z.-]+/)?\d{4}\.?\d{3,5})(?:v\d+)?(?:\.pdf)?/?$")
YOUTUBE = re.compile(r"^/(?:shorts|live|embed|v)/([\w-]{6,})")
UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
ILLEGAL = re.compile(r"[^A-Za-z0-9\-._~%:/?#\[\]@!$&'()*+,;=]")
ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
SPACES = re.compile(r"[\x00-\x20\x7f\u200b\ufeff]+")


@lru_cache(maxsize=4096)
def canonical_url(url: str, *, base: str | None = None) -> str:
    """The address to show a reader: absolute, without tracking, fragment or default port.

    Links of known redirectors (a feed proxy, an AMP cache, Google News' old form) become the
    address they hold, where they hold it. What is no http(s) address comes back as "".
    A fragment that carries the page itself (`#!/…`) is kept.
    """
    parts = _split(url, base)
    if parts is None:
        return ""
    inner = redirectors.target(parts)
    if inner is not None:
        return canonical_url(inner)
    return urlunsplit(
        (
            parts.scheme,
            _netloc(parts),
            _path(parts.path),
            _query(parts.query),
            _normal_escapes(parts.fragment) if parts.fragment.startswith("!") else "",
        )
    )


@lru_cache(maxsize=4096)
def identity(url: str) -> str:
    """The key that every address of one article shares; "" where there is no address.

    Folds scheme, `www.`/`m.`/`amp.` hosts, AMP paths and parameters, the order of parameters,
    `index.html`, a closing slash, and the variants of arXiv and YouTube addresses.
    """
    parts = urlsplit(canonical_url(url))
    if not parts.netloc:
        return ""
    host = _folded_host(parts.netloc)
    known = _known_site(host, parts)
    if known:
        return known
    path = AMP_PATH.sub("", parts.path) if "amp" in parts.path else parts.path
    path = INDEX.sub("/", path).rstrip("/")
    query = _folded_query(parts.query) if parts.query else ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return f"{host}{path}{'?' + query if query else ''}{fragment}"


def _folded_query(query: str) -> str:
    pairs = sorted(p for p in _pairs(query) if (p[0].lower(), p[1].lower()) not in AMP_PARAMETERS)
    return "&".join(f"{name}={value}" if value else name for name, value in pairs)


def _split(url: str, base: str | None) -> SplitResult | None:
    """The parts of an http(s) address, or None. Never raises."""
    cleaned = url
    if not url.isprintable() or " " in url or "\u200b" in url or "\ufeff" in url:
        cleaned = SPACES.sub(lambda m: "" if m.start() == 0 or m.end() == len(url) else "%20", url)
    try:
        parts = urlsplit(urljoin(base, cleaned) if base else cleaned)
        usable = parts.scheme in DEFAULT_PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return parts if usable else None


def _netloc(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    if not host.isascii():
        try:
            host = host.encode("idna").decode()
        except UnicodeError:
            host = host.lower()
    if ":" in host:
        host = f"[{host}]"
    port = parts.port
    return host if port is None or port == DEFAULT_PORTS[parts.scheme] else f"{host}:{port}"


def _path(path: str) -> str:
    """RFC 3986 section 6.2.2: unreserved characters unescaped, escapes in capitals, no dots."""
    path = _normal_escapes(SESSION.sub("", path) if ";" in path else path) or "/"
    if path.startswith("//"):
        path = "/" + path.lstrip("/")
    return urlsplit(urljoin("http://h/", path)).path if "/." in path else path


def _normal_escapes(text: str) -> str:
    def one(match: re.Match[str]) -> str:
        byte = int(match[1], 16)
        return chr(byte) if byte in UNRESERVED else f"%{match[1].upper()}"

    escaped = ESCAPE.sub(one, text) if "%" in text else text
    if ILLEGAL.search(escaped) is None:
        return escaped
    return ILLEGAL.sub(lambda match: _escaped(match[0]), escaped)


def _escaped(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogatepass"))


def _query(query: str) -> str:
    """The query without tracking; what stays keeps its spelling and order."""
    kept = [piece for piece in query.split("&") if piece and not _is_tracking(piece)]
    return _normal_escapes("&".join(kept))


def _is_tracking(piece: str) -> bool:
    name, _, value = piece.partition("=")
    name, value = unquote(name).lower(), unquote(value).lower()
    if name in TRACKING or name.startswith(TRACKING_PREFIXES):
        return True
    origin = value in ORIGIN_VALUES or value.startswith(ORIGIN_START)
    return name in ORIGIN_NAMES and origin


def _pairs(query: str) -> list[tuple[str, str]]:
    return parse_qsl(query, keep_blank_values=True)


def _folded_host(netloc: str) -> str:
    host, colon, port = netloc.partition(":") if not netloc.startswith("[") else (netloc, "", "")
    labels = host.split(".")
    while len(labels) > 2 and labels[0] in AMP_LABELS:
        labels = labels[1:]
    if len(labels) > 3 and labels[1] == "m":  # en.m.wikipedia.org
        labels = [labels[0], *labels[2:]]
    return ".".join(labels) + colon + port


def _known_site(host: str, parts: SplitResult) -> str:
    """The identity of sites that give one article many addresses; "" for all others."""
    if host.removeprefix("export.") == "arxiv.org" and (found := ARXIV.match(parts.path)):
        return f"arxiv.org/abs/{found[1]}"
    if host == "youtu.be":
        return f"youtube.com/watch?v={parts.path.strip('/')}"
    if host.endswith(("youtube.com", "youtube-nocookie.com")):
        found = YOUTUBE.match(parts.path)
        video = found[1] if found else dict(_pairs(parts.query)).get("v", "")
        return f"youtube.com/watch?v={video}" if video else ""
    return ""
