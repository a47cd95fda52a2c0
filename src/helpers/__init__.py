"""Evaluation of the administrative reform plan of Lào Cai province."""
