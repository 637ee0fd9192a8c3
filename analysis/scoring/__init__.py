"""What sentiment rests on: the socket, the lexicon guard, the fitted scorer."""
