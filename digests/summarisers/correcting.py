"""What a model is told of what it said and its sources don't bear out."""

from __future__ import annotations

import json
from collections.abc import Sequence

from digests.summarisers.base import Fault
from digests.summarisers.calling import Message
from digests.summarisers.prompting import read


def correction(faults: Sequence[Fault]) -> Message:
    """The message that asks for another answer, each fault with its reason."""
    told = read("repair").format(faults="\n".join(map(_line, faults)))
    return {"role": "user", "content": told}


def _line(fault: Fault) -> str:
    return f"- {json.dumps(fault.text, ensure_ascii=False)}: {fault.reason}"
