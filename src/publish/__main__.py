"""The program `publish`, and `python -m publish`."""

import signal

if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    # Until `main` can tell it in a word, Ctrl-C ends the process without a traceback.
    signal.signal(signal.SIGINT, signal.SIG_DFL)

from publish.cli import main

if __name__ == "__main__":
    main()
