"""`python -m app.playback.player HANDLE`: started by the console alone."""

import sys

from app.playback.player.main import main

if __name__ == "__main__":
    sys.exit(main(sys.argv))
