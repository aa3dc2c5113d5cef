"""The commands of docs/commands.md, a file a group. Each file's `register` adds its commands."""
