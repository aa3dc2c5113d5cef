"""Slack: neutral messages as Block Kit, slack-bolt for what comes in.

`bodies`, `blocks`, `richtext` and `mrkdwn` are pure and import none of Slack's packages; `app`
holds the connection and is imported where Slack is configured.
"""
