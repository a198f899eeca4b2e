/* Any bytes, read as a scenario: faults at worst, never a crash; what is read without faults is
 * written as a file (scenario_write.h) that is read again and written in the same words; and it
 * makes a model or says why not. No file is opened. libconfig 1.5 itself leaks on some syntax
 * errors that get past our scan, so run with -detect_leaks=0. Seeds: scenarios/, tests/bad/,
 * tests/fuzz/scenario. */
#include "fuzz_input.h"

#include "calibrate.h"
#include "model.h"
#include "scenario.h"
#include "scenario_write.h"

#include <stdlib.h>
#include <string.h>

/* That it is left out is a fault where places are commissioned, and inputs do not say so. */
static const struct scenario_remark basis[] = { { .path = "dsg.basis" } };

static char *
written(const struct inputs *in)
{
    const struct scenario_writer writer = {
        .in = in, .remark = basis, .n_remark = 1, .digits = 17
    };
    struct hr_err err = { 0 };
    struct text out;
    char *text = NULL;
    text_init(&out);
    for (size_t i = 0; i < inputs_fields.n_row; i++)
        scenario_write(&writer, inputs_fields.row[i].key, &out);
    if (text_take(&out, &text, &err) != 0)
        hr_bug("%s", err.text);
    return text;
}

static void
comes_back(const struct inputs *in)
{
    struct scenario again;
    struct hr_err err = { 0 };
    char *text = written(in);
    if (scenario_load_text("again.cfg", text, strlen(text), &again, &err) != 0)
        hr_bug("what is written is refused: %s: %s",
               again.faults.n > 0 ? again.faults.item[0].where : "",
               again.faults.n > 0 ? again.faults.item[0].text : err.text);
    char *twice = written(&again.inputs);
    if (strcmp(text, twice) != 0)
        hr_bug("what is written is read as something else");
    free(text);
    free(twice);
    scenario_release(&again);
}

static void
makes_a_model(const struct inputs *in)
{
    struct model model;
    struct hr_err err = { 0 };
    fuzz_agree(model_make(&model, in, &err), &err, NULL, 0);
    model_release(&model);
}

void
fuzz_one(const char *data, size_t size)
{
    struct scenario scenario;
    struct hr_err err = { 0 };
    const int ret = scenario_load_text("fuzz.cfg", data, size, &scenario, &err);
    fuzz_agree(ret, &err, &scenario.faults, size);
    if (ret == 0) {
        comes_back(&scenario.inputs);
        makes_a_model(&scenario.inputs);
    }
    scenario_release(&scenario);
}
