"""Label a sheet in a terminal: a sentence, one key, saved after each."""

from collections.abc import Callable

from analysis.validating.coder import KEYS, Coding

__all__ = ["code_in_shell"]

_HELP = "1 unfavourable, 2 neutral, 3 favourable, 4 unclear; s later, b back, u undo, q stop"


def code_in_shell(
    coding: Coding, *, ask: Callable[[str], str] = input, tell: Callable[[str], None] = print
) -> int:
    """Show each item that has no label and take a key for it, until all have one or 'q' is said.

    Args:
        coding: The coder at the sheet; every label is on disk before the next item is shown.
        ask: Shows a prompt and gives what was typed.
        tell: Shows a line.

    Returns:
        How many items have a label now.
    """
    tell(_HELP)
    while (row := coding.current) is not None:
        tell(f"\n{coding.n_done} of {len(coding.rows)}  toward {row['actor']}, in [brackets]:")
        tell(f"{row['before']}[{row['target']}]{row['after']}")
        try:
            key = ask("> ").strip()
        except EOFError:
            break
        if key == "q":
            break
        if key not in KEYS or not coding.press(key):
            tell(_HELP)
    return coding.n_done
