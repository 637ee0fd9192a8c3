"""What roles and descriptors rest on: tags put right, phrases, clauses, arguments, deeds."""
