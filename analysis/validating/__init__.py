"""How far the numbers can be trusted: labels, agreement, and estimates corrected for error.

`draw_sheet` draws a blind sheet, `coding_form` and `read_sheets` take the labels, `alpha_by` says
how far coders agree, `errors_by` how often a scorer errs, `corrected_by` what remains of an
estimate; `read_benchmarks` gives the figures against public labels and `figures_table` shows them,
`beside_plan` says what was found of framing that was planted.
"""

from analysis.validating.agreement import adjudicate, alpha_by
from analysis.validating.benchmarks import of_shipped_model, read_benchmarks, read_references
from analysis.validating.checklist import (
    checked_pairs,
    held_by,
    read_checklist,
    score_cases,
)
from analysis.validating.coder import Coding, coding_form
from analysis.validating.coding import draw_sheet
from analysis.validating.correct import corrected_by
from analysis.validating.headlines import figures_table, headlines
from analysis.validating.items import SheetError, add_items
from analysis.validating.known_groups import read_expectations, read_found
from analysis.validating.name_swap import Unguarded, name_swap_by, shifts
from analysis.validating.pair_cuts import read_pair_cuts
from analysis.validating.planted import beside_plan, plan_agreement, read_design
from analysis.validating.scorer_errors import confusion_by, errors_by, join_labels
from analysis.validating.scorers_apart import (
    add_right,
    beside_each_other,
    right_by,
    scorer_agreement,
)
from analysis.validating.sheets import Labels, read_sheets, write_sheet
from analysis.validating.shell import code_in_shell

__all__ = [
    "Coding",
    "Labels",
    "SheetError",
    "Unguarded",
    "add_items",
    "add_right",
    "adjudicate",
    "alpha_by",
    "beside_each_other",
    "beside_plan",
    "checked_pairs",
    "code_in_shell",
    "coding_form",
    "confusion_by",
    "corrected_by",
    "draw_sheet",
    "errors_by",
    "figures_table",
    "headlines",
    "held_by",
    "join_labels",
    "name_swap_by",
    "of_shipped_model",
    "plan_agreement",
    "read_benchmarks",
    "read_checklist",
    "read_design",
    "read_expectations",
    "read_found",
    "read_pair_cuts",
    "read_references",
    "read_sheets",
    "right_by",
    "score_cases",
    "scorer_agreement",
    "shifts",
    "write_sheet",
]
