"""Evaluation of the administrative reform plan of a province."""
