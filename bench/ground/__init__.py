"""What every bench stands on: services of its own, people with sessions, programs in processes of their own."""
