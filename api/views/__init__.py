"""What can be read: questions, answers, search, the trace of an answer."""
