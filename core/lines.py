"""Text from people that must stay on one line: subjects, file heads, short messages."""


def one_line(text: str) -> str:
    """Without line ends of any kind or other control signs: nothing can grow a header or a line."""
    if not text.isprintable():
        text = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(text.split())
