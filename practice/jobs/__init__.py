"""Work on answers: each job ends once, however often its message is delivered."""
