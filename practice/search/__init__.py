"""Search: by meaning and words within a person's answers, by meaning over the banks, on a scale that people read."""
