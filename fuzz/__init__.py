"""Hostile input to every door of publish: a target for each, run for a bounded time by `make fuzz`."""
