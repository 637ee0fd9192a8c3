"""Shortened words, which sentence breaks and tokens must both know."""

__all__ = ["SHORT"]

# Shortened words that keep their full stop inside a sentence; at its end the stop is its own token.
SHORT = (
    "Mr|Mrs|Ms|Mx|Messrs|Dr|Prof|Gen|Lt|Col|Maj|Capt|Cmdr|Adm|Sgt|Cpl|Brig|Sen|Rep|Gov|Pres|Amb|"
    "Hon|Rev|St|Mt|Ft|Jr|Sr|Inc|Corp|Co|Ltd|Bros|vs|etc|al|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|"
    "Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|"
    "Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo"
)
