"""Bytes of a feed or page to text: which encoding they are really in, and XML freed of its DTD.

The order of RFC 7303 section 3 (byte order mark, HTTP header, XML declaration), with one change
that the field teaches: bytes that are valid UTF-8 beyond ASCII are UTF-8, whatever the labels say.
"""

from __future__ import annotations

import codecs
import re

import charset_normalizer

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What a label means in practice (WHATWG Encoding standard): the larger set that contains it.
SUPERSETS = {
    "ascii": "cp1252", "us-ascii": "cp1252", "iso-8859-1": "cp1252", "latin-1": "cp1252",
    "iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932",
    "shift-jis": "cp932", "big5": "cp950", "euc-kr": "cp949", "ks_c_5601-1987": "cp949",
    "iso-8859-9": "cp1254", "tis-620": "cp874", "x-sjis": "cp932", "utf8": "utf-8",
}  # fmt: skip
HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']\s*([\w.:-]+)", re.IGNORECASE)
META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
DECLARATION = re.compile(r"^\s*<\?xml\b[^>]*\?>", re.IGNORECASE)
BARE_AMPERSAND = re.compile(
    r"<!\[CDATA\[.*?\]\]>|&(?!#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z]\w{0,30};)", re.DOTALL
)
NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
HEAD = 4096
GUESSABLE = frozenset(
    "big5 big5hkscs cp950 gb2312 gbk gb18030 hz shift_jis cp932 shift_jis_2004 euc_jp euc_jis_2004 "
    "iso2022_jp euc_kr cp949 johab cp1251 koi8_r koi8_u cp866 iso8859_5 cp1253 iso8859_7 cp1255 "
    "iso8859_8 cp1256 iso8859_6 cp874".split()
)
LIKELIEST = ("gb18030", "gbk", "big5", "cp950")
# What servers say of every file when nobody told them otherwise: a document's own word is better.
UNASKED = frozenset({"cp1252"})
GUESSED = 32768  # bytes that a guess is made from
BEYOND = re.compile(rb"[\x80-\xff]+")
RUN = 1.4  # bytes beyond ASCII that stand together: in a script of its own, not among Latin letters
FEW = 0.05  # of the bytes beyond ASCII: so many may be broken in what is still that encoding


def decode(data: bytes, content_type: str | None = None, *, html: bool = False) -> str:
    """The text of `data`. Never raises: what can't be read becomes U+FFFD."""
    for mark, name in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    wide = _wide(data)
    if wide:
        return data.decode(wide, "replace")
    if not data.isascii() or b"\x1b" in data:
        return _by_label(data, content_type, html)
    return data.decode("ascii")


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark, known by the zero beside the first `<`."""
    head = data.lstrip()[:4]
    return {b"<\x00": "utf-16-le", b"\x00<": "utf-16-be"}.get(head[:2])


def _by_label(data: bytes, content_type: str | None, html: bool) -> str:
    if b"\x1b" not in data:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            if error.start > HEAD and error.reason == "unexpected end of data":
                return data.decode("utf-8", "replace")
    labels = [label for label in _labels(data, content_type, html) if label]
    for label in labels:
        try:
            return data.decode(label)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode(_fallback(data, labels), "replace")


def _labels(data: bytes, content_type: str | None, html: bool) -> list[str | None]:
    header = HEADER_CHARSET.search(content_type or "")
    found = (META if html else DECLARED).search(data[:HEAD])
    labels = (header[1] if header else None, found[1].decode("ascii") if found else None)
    said, own = (SUPERSETS.get(one.lower(), one.lower()) if one else None for one in labels)
    return [own, said] if said in UNASKED and own else [said, own]


def _fallback(data: bytes, labels: list[str]) -> str:
    """The encoding that loses little: UTF-8 or a label, where few bytes are broken; else a guess."""
    beyond = sum(byte > 127 for byte in data)
    for label in ("utf-8", *labels):
        try:
            broken = data.decode(label, "replace").count("\ufffd")
        except LookupError:
            continue
        if broken < FEW * beyond:
            return label
    return _guess(data[:GUESSED])


def _guess(data: bytes) -> str:
    """The encoding of text in another script; cp1252, by far the likeliest, of Latin letters.

    Between the Latin encodings a guess is a coin toss, and a few accents look like any of them.
    """
    runs = BEYOND.findall(data)
    if sum(map(len, runs)) < RUN * len(runs):
        return "cp1252"
    guesses = {one.encoding: one.chaos for one in charset_normalizer.from_bytes(data)}
    least = min(guesses.values(), default=0.0)
    best = [name for name, chaos in guesses.items() if chaos <= least]
    # A few characters are words in several scripts: the likeliest here comes first.
    name = next((one for one in LIKELIEST if one in best), next(iter(best), ""))
    return name if name in GUESSABLE else "cp1252"


def plain_xml(text: str) -> str:
    """XML without its declaration, its DTD, characters that XML forbids and bare ampersands.

    A DTD's entities are how a few hundred bytes become gigabytes, and no feed needs them.
    """
    text = NOT_XML.sub("", text.lstrip("\ufeff"))
    text = _without_doctype(DECLARATION.sub("", text, count=1)).lstrip()
    if "&" not in text:
        return text
    return BARE_AMPERSAND.sub(lambda match: match[0] if len(match[0]) > 1 else "&amp;", text)


def _without_doctype(text: str) -> str:
    start = re.search(r"<!DOCTYPE\b", text[:HEAD], re.IGNORECASE)
    if start is None:
        return text
    end = _doctype_end(text, start.end())
    return text[: start.start()] + text[end:]


def _doctype_end(text: str, at: int) -> int:
    """Where a DOCTYPE closes: past its bracketed subset and its quoted strings."""
    depth = 0
    for token in re.compile(r"<!--.*?-->|\"[^\"]*\"|'[^']*'|[\[\]>]", re.DOTALL).finditer(text, at):
        mark = token[0]
        depth += (mark == "[") - (mark == "]")
        if mark == ">" and depth <= 0:
            return token.end()
    return len(text)
