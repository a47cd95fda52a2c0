"""Evaluation of the administrative reform plan of Lào Cai province."""

import sys

# jsonschema, which checks the form of notebooks, compiles a grammar of international addresses as
# soon as it finds this package, which JupyterLab brings along: a second of processor time in every
# process, for a check that no notebook asks for. None is how the import system marks a module that
# must not be imported; the stubs only know of modules.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
