"""Documents to files: each writer takes an `Edition` and gives bytes."""
