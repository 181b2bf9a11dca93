"""Runs small programs against their cases in one process.

Reads {program: {source, entry, cases: [[argument, ...], ...]}} from standard input and writes
{program: [{"value": ...} or {"error": ...}, ...]} to standard output.
"""

import copy
import json
import sys


def run(program, arguments):
    try:
        scope = {"__name__": "program"}
        exec(compile(program["source"], "program", "exec"), scope)
        return {"value": scope[program["entry"]](*copy.deepcopy(arguments))}
    except Exception as error:
        return {"error": type(error).__name__ + ": " + str(error)}


programs = json.load(sys.stdin)
json.dump(
    {name: [run(each, case) for case in each["cases"]] for name, each in programs.items()},
    sys.stdout,
)
