"""A browser in two words, so that a person knows their sessions apart; the whole header would be more than that needs."""

# The first that occurs is it: most browsers also name the ones they descend from.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Whale/": "Whale",
    "Firefox/": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
    "curl/": "curl",
    "python": "Python",
}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


def client_of(user_agent: str | None) -> str | None:
    """Such as ``Firefox · Linux``; None when the header says nothing known."""
    said = user_agent or ""
    found = (next((name for sign, name in names.items() if sign in said), None) for names in (BROWSERS, SYSTEMS))
    return " · ".join(name for name in found if name) or None
