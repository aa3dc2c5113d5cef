"""Comparing a sentence in one language with sentences in another: English and Chinese."""
