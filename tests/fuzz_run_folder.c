/* A folder of a run (fuzz_input.h), as what reads one back takes it: run.json, forecast.csv,
 * inputs/, backtest scores. Faults at worst; the bridge from a forecast to itself moves nothing.
 * Seeds: tests/fuzz/run_folder. */
#include "fuzz_input.h"

#include "again.h"
#include "bridge.h"
#include "cost_known.h"
#include "past.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static void
must_be_still(const struct bridge *bridge)
{
    for (size_t p = 0; p < bridge->n_pair; p++)
        for (size_t t = 0; t < bridge->pair[p].n_year; t++) {
            const struct bridge_year *year = &bridge->pair[p].year[t];
            for (size_t k = 0; k < BRIDGE_N_PART; k++)
                if (!(fabs(year->part[k]) <= 1e-9 * (1.0 + fabs(year->old_gbp_m))))
                    hr_bug("part %s of no change is %g", bridge_part_id((enum bridge_part)k),
                           year->part[k]);
        }
}

static void
bridge_itself(const struct run_folder *folder, const char *out, size_t size)
{
    struct bridge bridge = { .n_pair = 0 };
    struct folder to = { .n_file = 0 };
    struct hr_err err = { 0 };
    int ret = bridge_init(&bridge, folder, folder, &(struct bridge_names){ NULL, 0 }, &err);
    bridge.charts = CHARTS_NONE;
    if (ret == 0) {
        must_be_still(&bridge);
        ret = folder_init(&to, out, false, &err);
    }
    if (ret == 0)
        ret = bridge_publish(&bridge, &to, &err);
    fuzz_agree(ret, &err, NULL, size);
    folder_release(&to);
    bridge_release(&bridge);
}

static void
read_scores(const char *dir, size_t size)
{
    struct past past[N_PAST_TARGET];
    struct hr_err err = { 0 };
    char path[512], *text = NULL;
    size_t n = 0;
    (void)snprintf(path, sizeof path, "%.400s/scores.csv", dir);
    if (bytes_read(path, &text, &n, &err) != 0)
        return;
    fuzz_agree(past_read(past, "scores.csv", text, &err), &err, NULL, size);
    free(text);
}

static void
read_prices(const char *dir, size_t size)
{
    struct cost_known known[N_CATEGORY];
    struct faults faults;
    struct hr_err err = { 0 };
    faults_init(&faults);
    const int ret = cost_known_read(known, dir, &faults, &err);
    fuzz_agree(ret, &err, &faults, size);
    for (size_t i = 0; ret == 0 && i < N_CATEGORY; i++)
        if (known[i].known && !isfinite(known[i].gbp))
            hr_bug("price %zu is %g", i, known[i].gbp);
    faults_release(&faults);
}

void
fuzz_one(const char *data, size_t size)
{
    struct run_folder folder;
    struct again again;
    struct hr_err err = { 0 }, again_err = { 0 };
    const char *dir = fuzz_folder(data, size);
    char out[512];
    (void)snprintf(out, sizeof out, "%s", fuzz_path("out"));
    const int ret = run_folder_read(&folder, dir, &err);
    fuzz_agree(ret, &err, &folder.faults, size);
    if (ret == 0)
        bridge_itself(&folder, out, size);
    run_folder_release(&folder);
    fuzz_agree(again_read(&again, dir, &again_err), &again_err, NULL, size);
    again_release(&again);
    read_scores(dir, size);
    read_prices(dir, size);
    fuzz_only("in", "out", NULL);
}
