#include "scenario_sample.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int
scenario_sample_load(struct scenario *out, ...)
{
    const char *set[8];
    size_t n = 0;
    struct hr_err err = { .code = HR_OK };
    va_list args;
    va_start(args, out);
    for (const char *text = va_arg(args, const char *); text != NULL && n < 8;
         text = va_arg(args, const char *))
        set[n++] = text;
    va_end(args);
    return scenario_load(SCENARIO_SAMPLE, set, n, out, &err);
}

bool
scenario_sample_has_fault(const struct scenario *scenario, const char *text)
{
    for (size_t i = 0; i < scenario->faults.n; i++) {
        char line[2048];
        (void)snprintf(line, sizeof line, "%s: %s", scenario->faults.item[i].where,
                       scenario->faults.item[i].text);
        if (strstr(line, text) != NULL)
            return true;
    }
    return false;
}

const struct quantity *
scenario_sample_quantity(const struct scenario *scenario, const char *name)
{
    for (size_t i = 1; i <= scenario->inputs.n_quantity; i++)
        if (strcmp(scenario->inputs.quantity[i].name, name) == 0)
            return &scenario->inputs.quantity[i];
    return NULL;
}
