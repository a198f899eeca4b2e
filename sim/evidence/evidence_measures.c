/* The table of measures. */
#include "evidence_measures.h"

#include "err.h"

#include <stddef.h>
#include <string.h>

static const struct evidence_part_row LINES[] = {
    { "places_early_years", "1.0.2" },
    { "places_primary", "1.0.2" },
    { "places_secondary", "1.0.2" },
    { "places_special", "1.0.2" },
    { "places_ap", "1.0.2" },
    { "places_post_school", "1.0.2" },
    { "places", "1.0.2" },
    { "maintained_early_years", "1.2.1, 1.2.2" },
    { "maintained_primary", "1.2.1, 1.2.2" },
    { "maintained_secondary", "1.2.1, 1.2.2" },
    { "maintained_special", "1.2.1, 1.2.2" },
    { "maintained_ap", "1.2.1, 1.2.2" },
    { "maintained_post_school", "1.2.1, 1.2.2" },
    { "maintained_income", "1.2.1, 1.2.2" },
    { "maintained", "1.2.1, 1.2.2" },
    { "independent_early_years", "1.2.3" },
    { "independent_primary", "1.2.3" },
    { "independent_secondary", "1.2.3" },
    { "independent_special", "1.2.3" },
    { "independent_ap", "1.2.3" },
    { "independent_post_school", "1.2.3" },
    { "independent_income", "1.2.3" },
    { "independent", "1.2.3" },
    { "support_and_inclusion", "1.2.4, 1.2.5, 1.2.8, 1.2.9" },
    { "targeted", "1.2.4" },
    { "sen_support", "1.2.5" },
    { "inclusion", "1.2.8" },
    { "in_difficulty", "1.2.9" },
    { "hospital", "1.2.6" },
    { "ap_services", "1.2.7" },
    { "pfi", "1.2.10" },
    { "direct_payments", "1.2.11" },
    { "carbon", "1.2.12" },
    { "therapies", "1.2.13" },
    { "psychology", "2.1.1" },
    { "administration", "2.1.2" },
    { "transport", "2.1.4" },
};

static const struct evidence_part_row BLOCKS[] = {
    { "schools", "" },     { "central", "" }, { "high_needs", "" },
    { "early_years", "" }, { "total", "" },
};

static const struct evidence_part_row COMPONENTS[] = {
    { "formula", "" },       { "basic_entitlement_per_pupil", "" },
    { "import_export", "" }, { "free_schools", "" },
    { "hospital", "" },      { "additional", "" },
};

static const struct evidence_part_row PLACES[] = {
    { "mainstream_6000", "" },
    { "mainstream_10000", "" },
    { "mainstream_post16", "" },
    { "mainstream_ap", "" },
    { "special", "" },
    { "special_post16", "" },
    { "special_ap", "" },
    { "free_special", "" },
    { "free_special_post16", "" },
    { "free_special_ap", "" },
    { "ap_sen", "" },
    { "ap_post16", "" },
    { "ap", "" },
    { "hospital", "" },
    { "sixteen_to_nineteen", "" },
    { "college", "" },
};

static const struct evidence_part_row RANKS[] = {
    { "1", "" }, { "2", "" }, { "3", "" }, { "4", "" }, { "5", "" },
    { "6", "" }, { "7", "" }, { "8", "" }, { "9", "" }, { "10", "" },
};

static const struct evidence_part_row SCHOOLS[] = {
    { "special", "" },        { "unit", "" },        { "resourced", "" },
    { "non_maintained", "" }, { "independent", "" }, { "ap", "" },
};

#define PARTS(rows) .part = (rows), .n_part = (int)(sizeof(rows) / sizeof(rows)[0])
#define FLOW(word, of, sentence)                                                       \
    {                                                                                  \
        .name = (word), .unit = (of), .calendar = "calendar year", .says = (sentence), \
        .by_june = 1, .by_end = 1                                                      \
    }
static const char FINANCIAL[] = "financial year to March";
/* Published in the December after the year, and in the one before it. */
#define RETURNED .by_june = 1, .by_end = 0
#define ALLOCATED .by_june = -1, .by_end = -2

static const struct evidence_measure_row ROW[N_EVIDENCE_MEASURE] = {
    [EVIDENCE_PLANS] = { "plans", "plans", "January", "plans", .by_june = 0, .by_end = 0 },
    [EVIDENCE_NEW_PLANS] = FLOW("new_plans", "plans", "new plans"),
    [EVIDENCE_CEASED] = FLOW("ceased", "plans", "ceased plans"),
    [EVIDENCE_TRANSFERRED] = FLOW("transferred", "plans", "transferred plans"),
    [EVIDENCE_REQUESTS] = FLOW("requests", "requests", "requests"),
    [EVIDENCE_REQUESTS_REFUSED] = FLOW("requests_refused", "requests", "requests refused"),
    [EVIDENCE_ASSESSMENTS] = FLOW("assessments", "assessments", "assessments"),
    [EVIDENCE_NOT_ISSUED] = FLOW("not_issued", "assessments", "plans not issued"),
    [EVIDENCE_WITHIN_20_WEEKS] = FLOW("within_20_weeks", "plans", "plans within 20 weeks"),
    [EVIDENCE_APPEALS] = FLOW("appeals", "appeals", "appeals"),
    /* mid-year estimates appear after June of the next year */
    [EVIDENCE_POPULATION] = { "population", "people", "mid-year", "population", .by_june = 2,
                              .by_end = 2 },
    [EVIDENCE_SPENDING] = { "high_needs_outturn", "pounds", FINANCIAL, "outturn", RETURNED },
    [EVIDENCE_BLOCK] = { "high_needs_block", "pounds", FINANCIAL, "block", ALLOCATED },
    [EVIDENCE_BLOCK_AFTER] = { "high_needs_block_after_deductions", "pounds", FINANCIAL,
                               "block after deductions", ALLOCATED },
    [EVIDENCE_BALANCE] = { "dsg_balance", "pounds", FINANCIAL, "balance", RETURNED,
                           .below_0 = true },
    [EVIDENCE_SECTION_251] = { "section_251", "pounds", FINANCIAL, "section 251 line", RETURNED,
                               .below_0 = true, PARTS(LINES) },
    [EVIDENCE_DSG] = { "dsg", "pounds", FINANCIAL, "DSG", ALLOCATED, PARTS(BLOCKS) },
    [EVIDENCE_DSG_AFTER] = { "dsg_after_deductions", "pounds", FINANCIAL, "DSG after deductions",
                             ALLOCATED, PARTS(BLOCKS) },
    [EVIDENCE_BLOCK_COMPONENT] = { "block_component", "pounds", FINANCIAL, "part of the block",
                                   ALLOCATED, .below_0 = true, PARTS(COMPONENTS) },
    [EVIDENCE_DEDUCTION] = { "deduction", "pounds", FINANCIAL, "deduction", ALLOCATED,
                             PARTS(PLACES) },
    [EVIDENCE_PLACES_SPRING] = { "paid_places_spring", "places", FINANCIAL, "places to August",
                                 ALLOCATED, PARTS(PLACES) },
    [EVIDENCE_PLACES_AUTUMN] = { "paid_places_autumn", "places", FINANCIAL, "places from September",
                                 ALLOCATED, PARTS(PLACES) },
    [EVIDENCE_SPECIAL_PUPILS] = { "special_school_pupils", "pupils", FINANCIAL,
                                  "pupils of special schools", ALLOCATED },
    [EVIDENCE_NEIGHBOUR] = { "neighbour", "DfE code", "calendar year", "neighbour", .by_june = 0,
                             .by_end = 0, PARTS(RANKS) },
    /* the capacity survey of May appears in the next March, the register of schools daily */
    [EVIDENCE_CAPACITY] = { "capacity", "pupils", "calendar year", "capacity", .by_june = 1,
                            .by_end = 1, PARTS(SCHOOLS) },
    [EVIDENCE_ON_ROLL] = { "on_roll", "pupils", "calendar year", "pupils on roll", .by_june = 1,
                           .by_end = 1, PARTS(SCHOOLS) },
};

const struct evidence_measure_row *
evidence_measure_row(int measure)
{
    if (measure < 0 || measure >= N_EVIDENCE_MEASURE)
        hr_bug("measure %d of %d", measure, N_EVIDENCE_MEASURE);
    return &ROW[measure];
}

const char *
evidence_measure_name(enum evidence_measure measure)
{
    return evidence_measure_row((int)measure)->name;
}

bool
evidence_has_part(int measure, int part)
{
    return part >= 0 && part <= evidence_measure_row(measure)->n_part;
}

const struct evidence_part_row *
evidence_part_row(int measure, int part)
{
    if (part < 1 || !evidence_has_part(measure, part))
        hr_bug("part %d of measure %d", part, measure);
    return &ROW[measure].part[part - 1];
}

int
evidence_part_of(int measure, const char *id)
{
    if (id[0] == '\0')
        return 0;
    for (int i = 0; i < evidence_measure_row(measure)->n_part; i++)
        if (strcmp(ROW[measure].part[i].id, id) == 0)
            return i + 1;
    return -1;
}
