"""After the commit: the message to the queue and the wake-up of the relay."""
