"""Bytes in, nothing out, or an AssertionError where a law is broken: one function for each target.

An input of several parts is one file, its parts set apart by lines of `SEPARATOR`; what is missing is empty.
"""
