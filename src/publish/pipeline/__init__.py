"""The use cases, as plain functions with typed options and results; the command line only prints them."""
