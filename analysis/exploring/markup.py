"""The HTML of the explorer, in the colours of the lab that it stands in."""

import html

__all__ = ["STYLE", "block", "code_box", "status"]

# The lab's own variables make text follow its theme. The figure is ink on white: in a dark lab it
# is turned to light ink on the lab's ground (.93 makes of white the #121212 beside #111111), its
# hues kept, by the browser, which knows the theme; the kernel does not. Elsewhere it stays white.
STYLE = """<style>
.sp-explorer{color:var(--jp-ui-font-color1,inherit);line-height:1.45}
.sp-explorer.sp-status{font-weight:600;margin:.2rem 0 .6rem}
.sp-explorer .sp-question{font-weight:700;font-size:1.1em;margin:.3rem 0 .2rem}
.sp-explorer .sp-note{font-size:.86em;opacity:.85;margin:0 0 .6rem}
.sp-explorer .sp-note p{margin:0}
.sp-explorer table{border-collapse:collapse;font-variant-numeric:tabular-nums;margin:.6rem 0}
.sp-explorer th,.sp-explorer td{padding:.15rem .8rem .15rem 0;text-align:left!important}
.sp-explorer tr{border-bottom:1px solid #8886}
.sp-explorer textarea{display:block;width:100%;box-sizing:border-box;font-family:monospace;
color:inherit;background:transparent;border:1px solid #8888}
.sp-view .widget-tab-contents{background:transparent!important;border-width:1px 0 0!important;
padding:.8rem 0 0!important}
.sp-explorer .sp-story{overflow-x:auto}
.sp-explorer .sp-story td{min-width:8rem;vertical-align:top;white-space:normal}
.sp-explorer .sp-story th{vertical-align:top;white-space:normal}
.sp-explorer .sp-story ul{margin:0;padding:0;list-style:none}
body[data-jp-theme-light="false"] .sp-canvas canvas{filter:invert(.93) hue-rotate(180deg)}
body[data-jp-theme-light="false"] .sp-view{color-scheme:dark}
body[data-jp-theme-light="false"] .sp-view select{appearance:auto;background-image:none!important}
</style>"""


def block(body: str) -> str:
    """HTML that takes the explorer's style."""
    return f'<div class="sp-explorer">{body}</div>'


def status(text: str, *, role: str = "status") -> str:
    """A line that a screen reader announces; `role` is "alert" for what is wrong."""
    return f'<p class="sp-explorer sp-status" role="{role}">{html.escape(text)}</p>'


def code_box(code: str) -> str:
    """Code to copy, in a box as tall as it is."""
    rows = code.count("\n") + 1
    return block(
        f'<label>The code of this state, to copy<textarea readonly rows="{rows}" '
        f'spellcheck="false">{html.escape(code)}</textarea></label>'
    )
