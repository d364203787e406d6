"""The way to PostgreSQL: tables, policies, migrations and the unit of work."""
