"""The database: tables, migrations and a repository a concern."""
