"""Who acts, and who is acted upon.

`find_roles` and `add_roles` give agents and patients with the deed, `find_triples` who does what
to whom among actors, `find_descriptors` the words that describe an actor. Counts and shares of
these are made in `measuring`.
"""

from analysis.acting.agency import Role, roles_in
from analysis.acting.descriptors import descriptors_in, find_descriptors
from analysis.acting.roles import add_roles, find_roles, mention_roles
from analysis.acting.triples import find_triples

__all__ = [
    "Role",
    "add_roles",
    "descriptors_in",
    "find_descriptors",
    "find_roles",
    "find_triples",
    "mention_roles",
    "roles_in",
]
