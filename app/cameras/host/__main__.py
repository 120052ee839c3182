"""`python -m app.cameras.host HANDLE`: started by the console alone."""

import sys

from app.cameras.host.main import main

if __name__ == "__main__":
    sys.exit(main(sys.argv))
