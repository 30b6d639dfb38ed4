"""Verbs: one module, one public function each; they read like the description of the program."""
