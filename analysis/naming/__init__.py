"""What the finding of actors rests on: the automaton, neighbours of a name, readings."""
