"""Files as they lie in the inbox: what they are, and reading them in limited child processes."""
