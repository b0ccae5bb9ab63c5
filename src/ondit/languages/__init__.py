"""Linguistic knowledge: one folder of data a language, the same file names in each."""
