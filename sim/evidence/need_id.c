#include "need_id.h"

#include "csv_in.h"

#include <stddef.h>

static const struct {
    const char *id, *name;
} NEED[] = {
    { "asd", "Autistic spectrum disorder" },
    { "asd", "Autism" },
    { "ds", "Down Syndrome" },
    { "hi", "Hearing impairment" },
    { "mld", "Moderate learning difficulty" },
    { "msi", "Multisensory impairment" },
    { "nsa", "SEN support but no specialist assessment of type of need" },
    { "oth", "Other difficulty/disability" },
    { "oth", "Other difficulty or disability" },
    { "pd", "Physical disability" },
    { "pmld", "Profound & multiple learning difficulty" },
    { "pmld", "Profound and multiple learning difficulty" },
    { "semh", "Social, emotional and mental health" },
    { "slcn", "Speech, language and communication needs" },
    { "sld", "Severe learning difficulty" },
    { "spld", "Specific learning difficulty" },
    { "vi", "Visual impairment" },
    { "vi", "Vision impairment" },
    { "unknown", "need_unknown" },
    { "unknown", "Not reported" },
    { "unknown", "Not recorded" },
    { "unknown", "Not known" },
    { "unknown", "Primary need is not recorded" },
};

const char *
need_id_of(const char *text)
{
    for (size_t i = 0; i < sizeof NEED / sizeof NEED[0]; i++)
        if (csv_in_same_name(NEED[i].id, text) || csv_in_same_name(NEED[i].name, text))
            return NEED[i].id;
    return NULL;
}
