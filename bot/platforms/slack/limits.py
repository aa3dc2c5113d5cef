"""What Slack takes of one message. Lengths are counted in UTF-16 units of the escaped text.

From docs.slack.dev ("Blocks", "Block elements", "Text object", "chat.postMessage") and, for the
total that is documented nowhere, slackapi/bolt-js#2509: `msg_blocks_too_long` at about 13,200
characters over all blocks.
"""

BLOCKS = 50
TOTAL = 12_500
FALLBACK = 4_000
BLOCK = 6_000  # of our own: no block may be so long that two fill a message
RICH_ITEMS = 100  # of our own: Slack documents none
SECTION = 3_000
HEADER = 150
CONTEXT_ELEMENTS = 10
ACTIONS = 25
BUTTON_LABEL = 75
BUTTON_VALUE = 2_000
ACTION_ID = 255
