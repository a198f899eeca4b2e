/* Any lines, each as a --set on a small complete scenario (tests/bad/parts/all.cfg): faults at
 * worst, and what is taken makes a model or says why not. Seeds: tests/fuzz/set. */
#include "fuzz_input.h"

#include "calibrate.h"
#include "model.h"
#include "scenario_sample.h"

#include <stdlib.h>
#include <string.h>

void
fuzz_one(const char *data, size_t size)
{
    enum { MOST = 6 };
    const char *set[MOST];
    size_t n_set = 0;
    struct scenario scenario;
    struct model model;
    struct hr_err err = { 0 }, model_err = { 0 };
    char *text = strdup(data), *rest = text;
    for (char *line; text != NULL && n_set < MOST && (line = fuzz_line(&rest)) != NULL;)
        set[n_set++] = line;
    const int ret = scenario_load(SCENARIO_SAMPLE, set, n_set, &scenario, &err);
    fuzz_agree(ret, &err, &scenario.faults, size);
    if (ret == 0) {
        fuzz_agree(model_make(&model, &scenario.inputs, &model_err), &model_err, NULL, 0);
        model_release(&model);
    }
    scenario_release(&scenario);
    free(text);
}
