"""How is each actor framed in the news? Small stages over tidy tables; see README.md."""
