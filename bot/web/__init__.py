"""What the bot serves over HTTP: platforms' events and pages, and how it is doing."""
