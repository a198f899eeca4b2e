/* What each file of the release holds: as data. */
#include "dfe_kinds.h"

#include <string.h>
#include <strings.h>

#define AGES "Child or young persons age"

static const struct dfe_kind KIND[] = {
    { .file = "caseload",
      .is_stock = true,
      .placement_columns = true,
      .term = { { EVIDENCE_PLANS, "ehcplans", 1 } },
      .topic = { { "All EHC plans", DFE_TOTAL }, { AGES, DFE_AGE } } },
    { .file = "newplans",
      .placement_columns = true,
      .term = { { EVIDENCE_NEW_PLANS, "new_ehc_plans", 1 } },
      .topic = { { "New EHC plans", DFE_TOTAL }, { "Age when plan started", DFE_AGE } } },
    { .file = "ceased_plans",
      .term = { { EVIDENCE_CEASED, "total_ceased", 1 },
                { EVIDENCE_CEASED, "transfer", -1 },
                { EVIDENCE_TRANSFERRED, "transfer", 1 } },
      .topic = { { "All ceased EHC plans", DFE_TOTAL },
                 { "Age plan ceased", DFE_AGE },
                 { "Type of placement", DFE_PLACEMENT } } },
    { .file = "requests",
      .term = { { EVIDENCE_REQUESTS, "requests_received_in_year", 1 },
                { EVIDENCE_REQUESTS_REFUSED, "requests_decided_not_to_assess", 1 } },
      .topic = { { "All requests for EHC needs assessments", DFE_TOTAL }, { AGES, DFE_AGE } } },
    { .file = "assessments",
      .term = { { EVIDENCE_ASSESSMENTS, "assess_issued", 1 },
                { EVIDENCE_ASSESSMENTS, "assess_not_issued", 1 },
                { EVIDENCE_NOT_ISSUED, "assess_not_issued", 1 } },
      .topic = { { "All EHC needs assessments", DFE_TOTAL }, { AGES, DFE_AGE } } },
    { .file = "sen_needs_all_plans",
      .is_stock = true,
      .need_columns = true,
      .term = { { EVIDENCE_PLANS, "ehc_plans", 1 } },
      .topic = { { "All EHC plans", DFE_TOTAL },
                 { AGES, DFE_AGE },
                 { "Type of placement", DFE_PLACEMENT } } },
    { .file = "timeliness",
      .is_optional = true,
      .term = { { EVIDENCE_WITHIN_20_WEEKS, "plans_issued_within_20_weeks", 1 } },
      .topic = { { "", DFE_TOTAL } } },
};

size_t
dfe_kind_count(void)
{
    return sizeof KIND / sizeof KIND[0];
}

const struct dfe_kind *
dfe_kind_item(size_t i)
{
    return &KIND[i];
}

const char *
dfe_kind_file(const struct dfe_kind *self)
{
    return self->file;
}

bool
dfe_kind_is_optional(const struct dfe_kind *self)
{
    return self->is_optional;
}

const struct dfe_kind *
dfe_kind_named(const char *file)
{
    const char *slash = strrchr(file, '/');
    const char *name = slash == NULL ? file : slash + 1;
    for (size_t i = 0; i < dfe_kind_count(); i++) {
        const size_t n = strlen(KIND[i].file);
        if (strncasecmp(name, KIND[i].file, n) == 0 && strcasecmp(name + n, ".csv") == 0)
            return &KIND[i];
    }
    return NULL;
}
