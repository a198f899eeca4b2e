#include "evidence_codes.h"

#include "authority.h"
#include "evidence_traps.h"

#include <string.h>

/* Two authorities that are known, and not one. */
static bool
differ(const struct authority *one, const struct authority *other)
{
    return one != NULL && other != NULL && one != other;
}

static void
look_at(const struct evidence *of, size_t i, struct findings *found)
{
    const struct evidence_area *area = &of->area[i];
    const struct authority *by_code = authority_by_code(area->code),
                           *by_ons = authority_by_code(area->ons_code),
                           *by_name = authority_by_name(area->name);
    if (differ(by_code, by_ons))
        findings_add(found, 1.0, "%s has %s and %s, which is %s", area->name, area->code,
                     area->ons_code, by_ons->name);
    else if (differ(by_code, by_name) && by_name->ended == 0 && by_code->ended == 0)
        findings_add(found, 1.0, "%s has %s, which is %s", area->name, area->code, by_code->name);
    else if (by_code == NULL && by_ons != NULL && strcmp(by_ons->code, area->code) != 0)
        findings_add(found, 1.0, "%s has %s, and %s, which is %s, %s", area->name, area->code,
                     area->ons_code, by_ons->name, by_ons->code);
    for (size_t k = 0; k < i && area->ons_code[0] != '\0'; k++)
        if (of->area[k].level == AREA_AUTHORITY &&
            strcmp(of->area[k].ons_code, area->ons_code) == 0)
            findings_add(found, 1.0, "%s and %s both have %s", of->area[k].name, area->name,
                         area->ons_code);
}

int
evidence_codes(struct evidence *self, struct hr_err *err)
{
    struct findings found = { 0 };
    for (size_t i = 0; i < self->n_area; i++)
        if (self->area[i].level == AREA_AUTHORITY)
            look_at(self, i, &found);
    return findings_say(&found,
                        "sums: codes and names of authorities do not belong together: are these "
                        "rows of one area?",
                        self, err);
}
