"""Neutral messages as files and screens: plain text, Markdown, HTML, a terminal."""
