"""What is true: questions, answers, jobs, events, scores and vectors. No web framework, no task queue."""
