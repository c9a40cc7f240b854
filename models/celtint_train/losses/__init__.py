"""How far off an answer is, by the name a recipe gives: a function under its decorator, in any module here."""
