"""What may be repeated of foreign text, and what is a number of a person."""
