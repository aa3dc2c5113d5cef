"""Discord's limits, inclusive, in characters unless said otherwise.

developers/resources/message.mdx ("Embed Limits", "Create Message") and
developers/components/reference.mdx of discord/discord-api-docs; `maxLength` of
discord-api-spec's openapi.json where the text gives none.
"""

from __future__ import annotations

CONTENT = 2000
TITLE = 256
DESCRIPTION = 4096
FOOTER = 2048
AUTHOR = 256
EMBEDS = 10
EMBED_TOTAL = 6000  # over all embeds of a message
URL = 2048

ROWS = 5
BUTTONS = 5  # in a row
LABEL = 80
CUSTOM_ID = 100
BUTTON_URL = 512

NONCE = 25
THREAD_NAME = 100
TAGS = 5  # on a forum post
CHOICES = 25  # of an option, and of an autocomplete answer
CHOICE = 100
PAGE = 100  # messages a request of the history
