"""What Slack refuses: an independent reading of its rules, to hold the renderer against.

Each check gives complaints as Slack words them; none means Slack would take it. Sources: the
block and object references of docs.slack.dev, slack_sdk's own models, slackapi/bolt-js#2509.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

Json = dict[str, Any]
MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
TOTAL = 13_200


def size(text: str) -> int:
    """UTF-16 units: the strictest way Slack may count."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def message_complaints(body: Json) -> list[str]:
    """Everything Slack would say against the text and blocks of a message."""
    found = list(_text_complaints(body))
    blocks = body.get("blocks") or []
    found += block_complaints(blocks, MESSAGE_BLOCKS)
    total = sum(size(text) for text in _strings(blocks))
    if total > TOTAL:
        found.append(f"[ERROR] msg_blocks_too_long: {total}")
    return found


def view_complaints(view: Json) -> list[str]:
    """Everything Slack would say against a modal or an App Home."""
    found = []
    if view.get("type") not in ("modal", "home"):
        found.append("[ERROR] view type [json-pointer:/view/type]")
    for key in ("title", "submit", "close"):
        if key in view:
            found += _plain(view[key], 24, f"/view/{key}")
    if view.get("type") == "modal":
        found += [] if "title" in view else ["[ERROR] missing title [json-pointer:/view]"]
        has_input = any(block.get("type") == "input" for block in view.get("blocks", ()))
        found += ["[ERROR] missing submit"] if has_input and "submit" not in view else []
    for key, limit in (("private_metadata", 3000), ("callback_id", 255)):
        found += _length(view.get(key, ""), 0, limit, f"/view/{key}")
    return found + block_complaints(view.get("blocks") or [], VIEW_BLOCKS)


def block_complaints(blocks: Any, most: int) -> list[str]:
    """Everything Slack would say against a list of blocks."""
    if not isinstance(blocks, list):
        return ["[ERROR] blocks must be an array [json-pointer:/blocks]"]
    found = [] if len(blocks) <= most else [f"[ERROR] no more than {most} items allowed"]
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    found += [] if len(ids) == len(set(ids)) else ["[ERROR] `block_id` already exists"]
    for index, block in enumerate(blocks):
        check = _BLOCKS.get(block.get("type"))
        at = f"/blocks/{index}"
        found += _length(block.get("block_id", ""), 0, 255, f"{at}/block_id")
        found += check(block, at) if check else [f"[ERROR] unsupported type [json-pointer:{at}]"]
    return found


def _text_complaints(body: Json) -> Iterator[str]:
    text = body.get("text", "")
    if not text and not body.get("blocks"):
        yield "no_text"
    if size(text) > 4000:
        yield "[ERROR] text over the 4,000 that Slack advises"


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            if key != "type":
                yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


def _length(text: Any, least: int, most: int, at: str) -> list[str]:
    if not isinstance(text, str):
        return [f"[ERROR] must be a string [json-pointer:{at}]"]
    if size(text) < least:
        return [f"[ERROR] must be more than {least - 1} characters [json-pointer:{at}]"]
    if size(text) > most:
        return [f"[ERROR] must be less than {most + 1} characters [json-pointer:{at}]"]
    return []


def _keys(value: Any, needed: set[str], allowed: set[str], at: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"[ERROR] must be an object [json-pointer:{at}]"]
    found = [
        f"[ERROR] missing required field: {key} [json-pointer:{at}]" for key in needed - set(value)
    ]
    extra = set(value) - needed - allowed
    return found + [f"[ERROR] additional property: {key} [json-pointer:{at}]" for key in extra]


def _text(value: Any, most: int, at: str) -> list[str]:
    """A text object of either kind."""
    found = _keys(value, {"type", "text"}, {"emoji", "verbatim"}, at)
    if found:
        return found
    if value["type"] not in ("plain_text", "mrkdwn"):
        found.append(f"[ERROR] text type [json-pointer:{at}/type]")
    wrong = {"plain_text": "verbatim", "mrkdwn": "emoji"}.get(value["type"])
    found += [f"[ERROR] additional property: {wrong} [json-pointer:{at}]"] if wrong in value else []
    found += _length(value["text"], 1, most, f"{at}/text")
    return found + (_links(value["text"], at) if value["type"] == "mrkdwn" else [])


def _links(text: str, at: str) -> list[str]:
    """Every raw `<` begins a link of ours to http(s); nothing else is live."""
    found = []
    for part in text.split("<")[1:]:
        address = part.split(">", 1)[0].split("|", 1)[0]
        if ">" not in part or urlsplit(address).scheme not in ("http", "https"):
            found.append(f"[LIVE] <{part[:40]} [json-pointer:{at}]")
    return found


def _plain(value: Any, most: int, at: str) -> list[str]:
    found = _text(value, most, at)
    if not found and value["type"] != "plain_text":
        found.append(f"[ERROR] must be plain_text [json-pointer:{at}]")
    return found


def _section(block: Json, at: str) -> list[str]:
    found = _keys(block, {"type"}, {"text", "fields", "accessory", "block_id", "expand"}, at)
    if "text" not in block and "fields" not in block:
        found.append(f"[ERROR] missing required field: text [json-pointer:{at}]")
    found += _text(block["text"], 3000, f"{at}/text") if "text" in block else []
    fields = block.get("fields", [])
    found += ["[ERROR] no more than 10 items allowed"] if len(fields) > 10 else []
    for index, field in enumerate(fields):
        found += _text(field, 2000, f"{at}/fields/{index}")
    return found + (_element(block["accessory"], f"{at}/accessory") if "accessory" in block else [])


def _header(block: Json, at: str) -> list[str]:
    return _keys(block, {"type", "text"}, {"block_id"}, at) + _plain(
        block.get("text"), 150, f"{at}/text"
    )


def _context(block: Json, at: str) -> list[str]:
    found = _keys(block, {"type", "elements"}, {"block_id"}, at)
    elements = block.get("elements", [])
    if not 1 <= len(elements) <= 10:
        found.append(f"[ERROR] no more than 10 items allowed [json-pointer:{at}/elements]")
    for index, element in enumerate(elements):
        if element.get("type") != "image":
            found += _text(element, 3000, f"{at}/elements/{index}")
    return found


def _divider(block: Json, at: str) -> list[str]:
    return _keys(block, {"type"}, {"block_id"}, at)


def _actions(block: Json, at: str) -> list[str]:
    found = _keys(block, {"type", "elements"}, {"block_id"}, at)
    elements = block.get("elements", [])
    if not 1 <= len(elements) <= 25:
        found.append(f"[ERROR] no more than 25 items allowed [json-pointer:{at}/elements]")
    ids = [element.get("action_id") for element in elements]
    if len(ids) != len(set(ids)):
        found.append(f"[ERROR] `action_id` already exists [json-pointer:{at}/elements]")
    return found + [
        complaint
        for index, element in enumerate(elements)
        for complaint in _element(element, f"{at}/elements/{index}")
    ]


def _input(block: Json, at: str) -> list[str]:
    allowed = {"block_id", "hint", "optional", "dispatch_action"}
    found = _keys(block, {"type", "label", "element"}, allowed, at)
    found += _plain(block.get("label"), 2000, f"{at}/label")
    found += _plain(block["hint"], 2000, f"{at}/hint") if "hint" in block else []
    return found + _element(block.get("element", {}), f"{at}/element")


def _element(element: Json, at: str) -> list[str]:
    kind = element.get("type", "")
    found = _length(element.get("action_id", ""), 0, 255, f"{at}/action_id")
    if kind == "button":
        allowed = {"url", "value", "style", "confirm", "accessibility_label", "action_id"}
        found += _keys(element, {"type", "text"}, allowed, at)
        found += _plain(element.get("text"), 75, f"{at}/text")
        found += _length(element.get("value", ""), 0, 2000, f"{at}/value")
        return found + _length(element.get("url", ""), 0, 3000, f"{at}/url")
    if kind.endswith("_select") or kind in ("checkboxes", "radio_buttons", "overflow"):
        return found + _options(element, at)
    known = ("plain_text_input", "timepicker", "datepicker", "image", "url_text_input")
    return found if kind in known else [*found, f"[ERROR] unsupported type [json-pointer:{at}]"]


def _options(element: Json, at: str) -> list[str]:
    most = {"checkboxes": 10, "radio_buttons": 10, "overflow": 5}.get(element["type"], 100)
    options = element.get("options", [])
    found = [] if len(options) <= most else [f"[ERROR] no more than {most} items allowed"]
    needs = element["type"] in ("static_select", "multi_static_select", "checkboxes")
    found += [f"[ERROR] no options [json-pointer:{at}]"] if needs and not options else []
    for index, option in enumerate(options):
        found += _keys(option, {"text", "value"}, {"description", "url"}, f"{at}/options/{index}")
        found += _text(option.get("text"), 75, f"{at}/options/{index}/text")
        found += _length(option.get("value"), 1, 150, f"{at}/options/{index}/value")
    return found


def _rich_text(block: Json, at: str) -> list[str]:
    found = _keys(block, {"type", "elements"}, {"block_id"}, at)
    for index, element in enumerate(block.get("elements", [])):
        found += _rich_element(element, f"{at}/elements/{index}")
    return found


def _rich_element(element: Json, at: str) -> list[str]:
    kind = element.get("type")
    if kind in ("rich_text_section", "rich_text_quote"):
        found = _keys(element, {"type", "elements"}, {"border"}, at)
        for index, part in enumerate(element.get("elements", [])):
            found += _rich_part(part, f"{at}/elements/{index}")
        return found if element.get("elements") else [*found, f"[ERROR] empty [json-pointer:{at}]"]
    if kind == "rich_text_list":
        found = _keys(element, {"type", "elements", "style"}, {"indent", "border", "offset"}, at)
        for index, part in enumerate(element.get("elements", [])):
            found += _rich_element(part, f"{at}/elements/{index}")
        return found
    return [f"[ERROR] unsupported type [json-pointer:{at}]"]


def _rich_part(part: Json, at: str) -> list[str]:
    if part.get("type") == "text":
        return _keys(part, {"type", "text"}, {"style"}, at) + _length(
            part.get("text"), 1, 3000, f"{at}/text"
        )
    if part.get("type") == "link":
        found = _keys(part, {"type", "url"}, {"text", "style", "unsafe"}, at)
        bad = urlsplit(part.get("url", "")).scheme not in ("http", "https")
        return [*found, f"[LIVE] {part.get('url')}"] if bad else found
    return [f"[LIVE] {part.get('type')} [json-pointer:{at}]"]


_BLOCKS: dict[Any, Callable[[Json, str], list[str]]] = {
    "section": _section,
    "header": _header,
    "context": _context,
    "divider": _divider,
    "actions": _actions,
    "input": _input,
    "rich_text": _rich_text,
}
