"""Arrow 5 and 6: from the outbox in PostgreSQL to Redis; and the sweeps that find what fell through."""
