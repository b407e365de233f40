"""A seed in, figures out: `publish` beside its peers on made-up news, as ratios from one and the same run.

The way of the data: `corpus` makes the text, `edits` changes it in known ways, `files` lays article and
catalogs down, `peers` knows the other tools, `measure` times child processes, `parts` and `quality` are what
can be run. `child` alone runs under another Python, that of the peers.
"""
