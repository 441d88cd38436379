"""SCIP through its Python package, where its own program is not installed: model, seconds, gap.

Prints the two lines that run.sh reads from SCIP's own log.
"""

import sys

from pyscipopt import Model

path, seconds, gap = sys.argv[1], float(sys.argv[2]), float(sys.argv[3])
model = Model()
model.hideOutput()
model.readProblem(path)
model.setParam("limits/time", seconds)
model.setParam("limits/gap", gap)
model.optimize()
print("Primal Bound :", f"{model.getPrimalbound():.9e}")
print("Dual Bound   :", f"{model.getDualbound():.9e}")
