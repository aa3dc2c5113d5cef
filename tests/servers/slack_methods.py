"""The Web API's methods, as far as the bot calls them."""

from __future__ import annotations

from tests.servers.slack_people import SlackPeople
from tests.servers.slack_rules import message_complaints, view_complaints
from tests.servers.slack_state import APP, BOT, BOT_USER, PERSON, TEAM, Call, Channel, Json
from tests.servers.slack_wire import invalid

BOT_TOKEN = "xoxb-loopback"


class SlackMethods(SlackPeople):
    """Each method by its name: arguments in, answer out."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[Call] = []
        self.tokens: dict[str, str] = {BOT_TOKEN: TEAM}
        self.rotation = 0  # seconds a token given by OAuth lives; 0 for ever
        self.enterprise: str | None = None  # the organisation OAuth installs for, if any

    def _oauth(self, arguments: Json) -> Json:
        if not arguments.get("client_id") or not arguments.get("client_secret"):
            return {"ok": False, "error": "bad_client_secret"}
        if arguments.get("code") == "wrong":
            return {"ok": False, "error": "invalid_code"}
        number = len(self.tokens)
        token = f"xoxb-given-{number}"
        self.tokens[token] = TEAM
        organisation = {"id": self.enterprise} if self.enterprise else None
        fresh = {"expires_in": self.rotation, "refresh_token": f"xoxe-refresh-{number}"}
        return {
            "ok": True,
            "access_token": token,
            "token_type": "bot",
            "bot_user_id": BOT_USER,
            "app_id": APP,
            "team": None if organisation else {"id": TEAM, "name": "loopback"},
            "enterprise": organisation,
            "is_enterprise_install": bool(organisation),
            "authed_user": {"id": PERSON},
            **(fresh if self.rotation else {}),
        }

    def _auth_test(self, arguments: Json) -> Json:
        return {"ok": True, "team_id": TEAM, "user_id": BOT_USER, "bot_id": BOT, "team": "loopback"}

    def _conversations_info(self, arguments: Json) -> Json:
        channel = self.workspace.channels.get(arguments.get("channel", ""))
        if channel is None:
            return {"ok": False, "error": "channel_not_found"}
        shown = {"id": channel.id, "is_member": channel.member, "is_archived": channel.archived}
        shown |= {"is_private": channel.kind == "private", "is_im": channel.kind == "im"}
        if channel.kind == "private" and not channel.member:
            return {"ok": False, "error": "channel_not_found"}
        if channel.kind == "im":
            return {"ok": False, "error": "missing_scope", "needed": "im:read"}
        return {"ok": True, "channel": shown}

    def _users_conversations(self, arguments: Json) -> Json:
        """Where the person is, as far as the bot may know: of private channels, where it is too."""
        user = arguments.get("user", "")
        for kind in {"im", "mpim"} & set(arguments.get("types", "").split(",")):
            return {"ok": False, "error": "missing_scope", "needed": f"{kind}:read"}
        found = [
            {"id": one.id, "name": one.name}
            for one in self.workspace.channels.values()
            if one.has(user)
            and one.kind != "im"
            and (one.member or one.kind == "channel")
            and not one.archived
        ]
        start, size = int(arguments.get("cursor") or 0), int(arguments.get("limit") or 100)
        more = str(start + size) if start + size < len(found) else ""
        page = found[start : start + size]
        return {"ok": True, "channels": page, "response_metadata": {"next_cursor": more}}

    def _users_info(self, arguments: Json) -> Json:
        user = self.workspace.users.get(arguments.get("user", ""))
        return {"ok": True, "user": user} if user else {"ok": False, "error": "user_not_found"}

    def _chat_postMessage(self, arguments: Json) -> Json:  # noqa: N802 - Slack's own name
        return self._checked(arguments) or self.workspace.post(arguments)

    def _chat_update(self, arguments: Json) -> Json:
        return self._checked(arguments) or self.workspace.update(arguments)

    def _chat_delete(self, arguments: Json) -> Json:
        return self.workspace.delete(arguments)

    def _chat_postEphemeral(self, arguments: Json) -> Json:  # noqa: N802
        refused = self._checked(arguments)
        if not refused:
            self.workspace.whispers.append(arguments)
        return refused or {"ok": True, "message_ts": self.workspace.stamp()}

    def _conversations_history(self, arguments: Json) -> Json:
        return self.workspace.record("conversations.history", arguments)

    def _conversations_replies(self, arguments: Json) -> Json:
        return self.workspace.record("conversations.replies", arguments)

    def _conversations_open(self, arguments: Json) -> Json:
        user = arguments.get("users", "")
        channel = Channel(id=f"D{user}", kind="im")
        self.workspace.channels.setdefault(channel.id, channel)
        return {"ok": True, "channel": {"id": channel.id}}

    def _views_open(self, arguments: Json) -> Json:
        if arguments.get("trigger_id") not in self.triggers:
            return {"ok": False, "error": "invalid_trigger_id"}
        self.triggers.discard(arguments["trigger_id"])
        return self._view(arguments)

    def _views_update(self, arguments: Json) -> Json:
        return self._view(arguments)

    def _views_publish(self, arguments: Json) -> Json:
        return self._view(arguments)

    def _view(self, arguments: Json) -> Json:
        view = arguments["view"]
        found = view_complaints(view)
        self.calls[-1].complaints += found
        if found:
            return invalid(found)
        self.workspace.views.append(view)
        return {"ok": True, "view": {**view, "id": f"V{next(self.ids)}"}}

    def _checked(self, body: Json) -> Json | None:
        found = message_complaints(body)
        self.calls[-1].complaints += found
        return invalid(found) if found else None
