"""Sources, articles, quotes, claims, stories and briefs. Knows nothing of chats."""
