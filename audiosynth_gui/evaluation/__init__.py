"""Measures of how good a continuation is."""
