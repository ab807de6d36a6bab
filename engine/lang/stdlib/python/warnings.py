"""Warnings are printed once for each text."""

import sys

_seen = set()
_ignored = False


def warn(message, category=None, stacklevel=1, source=None):
    if isinstance(message, Warning):
        category = type(message)
    category = category or UserWarning
    text = f"{category.__name__}: {message}"
    if text not in _seen and not _ignored:
        _seen.add(text)
        print(text, file=sys.stderr)


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    simplefilter(action)


def simplefilter(action, category=Warning, lineno=0, append=False):
    global _ignored
    _ignored = action == "ignore"


def resetwarnings():
    simplefilter("default")


class catch_warnings:
    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._action = action

    def __enter__(self):
        self._before = _ignored
        if self._action is not None:
            simplefilter(self._action)
        return []

    def __exit__(self, *details):
        global _ignored
        _ignored = self._before
