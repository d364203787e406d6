"""What happened, numbered per person: the log, the outbox and the channel."""
