"""The store on SQLModel, the same code and migrations on SQLite and PostgreSQL."""
