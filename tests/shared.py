"""Where the shared data lies, for tests that use it when it is there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("BRIEFBOT_SHARED", ROOT.parent / "shared")) / "data"


def shared(relative: str) -> Path:
    """The path of a shared file or folder. Skips the test, saying why, where it is absent."""
    path = SHARED / relative
    if not path.exists():
        pytest.skip(f"the shared data folder has no {relative} (not part of this repo)")
    return path
