"""`briefbot article` and `briefbot extract`: what one article, or a batch of texts, says."""

from __future__ import annotations
