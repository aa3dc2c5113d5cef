"""From an article's text to quotes, claims and entities, by rule."""
