#!/usr/bin/env python3
"""The peer's demonstration as a page of numpy: what `make bench` measures the program against.

    bench_numpy.py FOLDER SIMULATIONS YEARS OUT.csv

Plans by year group, need and setting, vectorised over simulations: rates from the history with
their uncertainty (beta, gamma), drawn once a simulation; each year plans cease, children move to
another setting, others join. It writes quantiles of plans and cost. No ledger, options or record.
"""
import csv
import sys

import numpy as np

folder, out = sys.argv[1], sys.argv[4]
n_sim, n_year = int(sys.argv[2]), int(sys.argv[3])
rng = np.random.default_rng(1)
QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95]


def read(name):
    with open(f"{folder}/{name}.csv", newline="") as file:
        return list(csv.DictReader(file))


# ---- the history: who ceased, moved and joined
rows = read("transitions")
needs = sorted({r["need-1"] for r in rows} - {"NONSEND"})
settings = sorted({r["setting-1"] for r in rows} - {"NONSEND"})
FIRST, N_AGE, N_NEED, N_SETTING = -5, 26, len(needs), len(settings)
last_year = max(int(r["calendar-year"]) for r in rows)
ceased, stayed, moved, joined, start = np.zeros((5, N_AGE, N_NEED, N_SETTING))
to = np.full((N_SETTING, N_SETTING), 1e-9)
for r in rows:
    before = after = None
    if r["setting-1"] != "NONSEND":
        before = (int(r["academic-year-1"]) - FIRST, needs.index(r["need-1"]),
                  settings.index(r["setting-1"]))
    if r["setting-2"] != "NONSEND":
        after = (int(r["academic-year-2"]) - FIRST, needs.index(r["need-2"]),
                 settings.index(r["setting-2"]))
        start[after] += int(r["calendar-year"]) == last_year
    if before is None:
        joined[after] += 1
    elif after is None:
        ceased[before] += 1
    elif before[2] == after[2]:
        stayed[before] += 1
    else:
        moved[before] += 1
        to[before[2], after[2]] += 1
people = np.zeros((9999, N_AGE))
for r in read("population"):
    age = int(r["academic-year"]) - FIRST
    if 0 <= age < N_AGE:
        people[int(r["calendar-year"]), age] = float(r["population"])
history = sorted({int(r["calendar-year"]) for r in rows})


# ---- rates of each simulation by year group and setting; little history leans on its year group
def rate(yes, no):
    yes, no = yes.sum(axis=1), no.sum(axis=1)
    of_age = (yes.sum(axis=1) + 0.5) / (yes.sum(axis=1) + no.sum(axis=1) + 1)
    prior = np.broadcast_to(of_age[:, None], yes.shape)
    return rng.beta((yes + 2 * prior).reshape(-1, 1), (no + 2 * (1 - prior)).reshape(-1, 1),
                    (yes.size, n_sim))


AGE = N_NEED * N_SETTING
N_CELL = N_AGE * AGE
leaving = rate(ceased, stayed + moved)
moving = rate(moved, stayed)
joining = (rng.gamma(joined.sum((1, 2)) + 0.1, size=(n_sim, N_AGE))
           / np.maximum(people[history].sum(0), 1))
place = np.cumsum((joined + 1e-9).reshape(N_AGE, AGE), axis=1)
place /= place[:, -1:]
where = np.cumsum(to, axis=1)
where /= where[:, -1:]
price = {(r["need"], r["setting"]): float(r["cost"]) for r in read("costs")}
cost = np.array([[price.get((n, s), 0.0) for s in settings] for n in needs])[:, :, None]

# ---- the years
now = np.tile(start.reshape(-1, 1).astype(np.int32), n_sim)
report = []
for year in range(last_year + 1, last_year + 1 + n_year):
    live = np.flatnonzero(now.any(axis=1))
    row = live // AGE * N_SETTING + live % N_SETTING
    n = now[live]
    gone = rng.binomial(n, leaving[row])
    away = rng.binomial(n - gone, moving[row])
    then = np.zeros((N_CELL + AGE, n_sim), np.int32)
    then[live + AGE] = n - gone - away
    cell, sim = np.nonzero(away)
    times = away[cell, sim]
    cell, sim = np.repeat(live[cell], times), np.repeat(sim, times)  # one a child that moves
    go = (rng.random(sim.size)[:, None] > where[cell % N_SETTING]).sum(axis=1)
    flat = [(cell - cell % N_SETTING + AGE + go) * n_sim + sim]
    mid_year = min(year - 1, int(np.flatnonzero(people.any(axis=1))[-1]))
    new = rng.poisson(joining * people[mid_year])
    for age in range(N_AGE):
        sim = np.repeat(np.arange(n_sim), new[:, age])  # one a child that joins
        cell = age * AGE + np.searchsorted(place[age], rng.random(sim.size))
        flat.append(cell * n_sim + sim)
    then += np.bincount(np.concatenate(flat), minlength=then.size).reshape(then.shape)
    now = then[:N_CELL]
    by = now.reshape(N_AGE, N_NEED, N_SETTING, n_sim)
    by_place = by.sum(axis=0)
    for name, values in (("age", by.sum((1, 2))), ("need", by_place.sum(1)),
                         ("setting", by_place.sum(0)), ("total", by_place.sum((0, 1))[None]),
                         ("cost", (by_place * cost).sum((0, 1))[None])):
        for i, q in enumerate(np.quantile(values, QUANTILES, axis=1).T):
            report.append([year, name, i, values[i].mean(), *q])

with open(out, "w", newline="") as file:
    csv.writer(file).writerows([["year", "measure", "index", "mean", *QUANTILES], *report])
