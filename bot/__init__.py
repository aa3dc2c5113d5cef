"""Chats, commands, schedules and deliveries. Asks `digests` for briefs."""
