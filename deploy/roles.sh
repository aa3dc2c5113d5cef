#!/bin/sh
# Run once by PostgreSQL's image, when its data folder is empty: the role that runs the bot. It owns
# no table, so the policies on workspaces' rows bind it.
set -eu
psql -v ON_ERROR_STOP=1 -v password="$APP_PASSWORD" --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
CREATE ROLE briefbot_app LOGIN PASSWORD :'password';
SQL
