"""The one door to the database: the store, its versions, what is kept of its answers, workspaces, tables, backups."""
