"""An environment of its own; there are no files and no processes."""

environ = {}
sep = "/"
linesep = "\n"
name = "posix"


def getenv(key, default=None):
    return environ.get(key, default)


def getcwd():
    return "/"


def cpu_count():
    return 1
