"""The whole system from one command: embedded services, supervisor, command line."""
