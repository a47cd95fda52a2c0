"""Masking of foreign text, and recognition of personal numbers."""
