#include "pipeline.h"

#include "field_rows.h"

static const struct field capacity_row[] = {
    WHOLE("year", "calendar year", 2010, 2100, MUST, AT(capacity_in, year), "2027",
          "First calendar year of this capacity; it lasts until the next entry."),
    NUMBER("assessments", "a year", 0, 1000000, MUST, AT(capacity_in, assessments), "310",
           "Assessments that can be finished in a calendar year, in twelve equal months; what a "
           "month does not use is lost."),
};
static const struct field_table capacity_fields = TABLE_OF(capacity_in, capacity_row, "year");

static const struct field pipeline_row[] = {
    NUMBERS("months", "share", 0, 1, MAY, AT(pipeline_in, months), EACH(N_MONTH, "month", 1),
            "[ 0.08, 0.08, ... ]",
            "Share of a calendar year's requests that come in each month, January first; they "
            "add up to 1. Left out: those of joiners.months."),
    COUNT("requests_undecided", "requests", 0, 100000, MAY, AT(pipeline_in, requests_undecided),
          "35",
          "Requests in January of base.census on which it was not decided whether to assess. "
          "Left out: one month's worth."),
    COUNT("in_assessment", "assessments", 0, 100000, MAY, AT(pipeline_in, in_assessment), "140",
          "Assessments begun and not finished in January of base.census: with the undecided "
          "requests, the future demand. Left out: as many as a year of joiners.new_plans keeps "
          "going without a backlog."),
    QUANTITY("refused", "of requests", 0, 1, MUST, AT(pipeline_in, refused), "0.25",
             "Part of the requests on which the decision is not to assess. Requests are reckoned "
             "from joiners.new_plans with the central value: a range is for how refusals may "
             "change, not for how well they are known.",
             SHARE),
    QUANTITY("appealed", "of refusals", 0, 1, MUST, AT(pipeline_in, appealed), "0.11",
             "Part of the refusals taken to the tribunal.", SHARE),
    QUANTITY("overturned", "of appeals", 0, 1, MUST, AT(pipeline_in, overturned), "0.9",
             "Part of those appeals that end in an assessment, ordered or conceded.", SHARE),
    WHOLE("appeal_months", "months", 1, 36, MUST, AT(pipeline_in, appeal_months), "8",
          "Time from a refusal to the assessment that its appeal brings about."),
    QUANTITY("withdrawn", "of requests not refused", 0, 1, MUST, AT(pipeline_in, withdrawn),
             "0.026",
             "Part of the requests not refused that is withdrawn before the assessment is "
             "finished.",
             SHARE),
    QUANTITY("weeks", "weeks", 6, 52, MUST, AT(pipeline_in, weeks), "20",
             "Time from a request to the plan when no assessment has to wait for another; within "
             "20 weeks is in time.",
             POSITIVE),
    QUANTITY("issued", "of assessments finished", 0, 1, MUST, AT(pipeline_in, issued), "0.94",
             "Part of the assessments finished that lead to a plan.", SHARE),
    QUANTITY("backdated", "of late top-ups", 0, 1, MUST, AT(pipeline_in, backdated),
             "{ distribution = \"pert\"; min = 0.0; mode = 0.5; max = 1.0; }",
             "Part of the top-ups of plans issued later than 20 weeks after the request that is "
             "paid back to the 20th week, in the financial year of the issue. 0: a late plan saves "
             "what the wait would have cost; 1: it moves the payment alone.",
             SHARE, BEFORE("nothing is paid back: late plans saved money")),
    LIST("capacity", 0, 100, "( )", LIST_AT(pipeline_in, capacity), &capacity_fields,
         "( { year = 2026; assessments = 310; }, { year = 2027; assessments = 155; }, { year = "
         "2028; assessments = 380; } )",
         "How many assessments can be finished, by year. Left out, or before the first entry: "
         "as many as there are."),
    GROUP("appeals", MUST, AT(pipeline_in, appeals), &contest_fields,
          "Placements of new plans that parents contest, and that end in dearer settings."),
};
const struct field_table pipeline_fields = TABLE_WHERE(pipeline_row);
