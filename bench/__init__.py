"""A seed in, figures out: `publish` beside its peers on made-up news, as ratios from one and the same run.

The way of the data: `corpus` makes the text, `edits` changes it in known ways, `files` lays article and
catalogs down, `peers` knows the other tools, `measure` times child processes and `memory` looks at what they
hold, `parts`, `quality`, `checking` and `alignment` are what can be run. `pages` makes articles of so many
pages, `tongues` translates them, `projects` lays them down; `editions`, `chain` and `archive` can be run on
those. `child` and `plain_docx` run under another Python, that of the peers, `warm` in a process of its own.
"""
