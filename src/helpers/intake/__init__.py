"""Takes in what agencies send: reads, checks, accepts or refuses, and answers every fault."""
