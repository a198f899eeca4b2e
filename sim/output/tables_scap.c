/* scap: children in specialist provision by SCAP's planning areas and year groups. */
#include "returns.h"

struct scap_row {
    const char *scenario, *role, *area, *phase, *provision, *academic_year, *census, *basis;
    double ncy, pupils;
};
#define ROW(member) offsetof(struct scap_row, member)

static const struct table_field scap_field[] = {
    COLUMN_TEXT("scenario", ROW(scenario), AS_BEFORE),
    COLUMN_TEXT("role", ROW(role), AS_BEFORE),
    COLUMN_TEXT("planning_area", ROW(area), "SCAP's code of the planning area"),
    COLUMN_TEXT("school_phase", ROW(phase), "primary or secondary"),
    COLUMN_TEXT("provision_type", ROW(provision), "SCAP's type of specialist provision"),
    COLUMN_KEY("national_curriculum_year", ROW(ncy),
               "0 is Reception; primary 0 to 6, secondary 7 to 13"),
    COLUMN_TEXT("academic_year", ROW(academic_year), "school year of the January census"),
    COLUMN_TEXT("census_date", ROW(census), AS_BEFORE),
    COLUMN_TEXT("basis", ROW(basis), AS_BEFORE),
    COLUMN_NUMBER("pupils", 0, ROW(pupils),
                  "the authority's own children with a plan, wherever the school is, as whole "
                  "numbers of the same path as dsg_plan.csv and lsrp.csv; non-maintained special "
                  "schools, which SCAP counts as state-funded special, are with independent ones"),
};
#undef ROW

static const struct planning_area {
    const char *code, *phase, *provision;
    size_t category;
    struct ncys ncy;
} planning_area[] = {
#define PRIMARY "primary"
#define SECONDARY "secondary"
#define UNITS "SEN units and resourced provision", CATEGORY_UNIT
#define INDEPENDENT "Independent schools", CATEGORY_INDEPENDENT
#define SPECIAL "State funded special schools", CATEGORY_STATE_SPECIAL
#define ALTERNATIVE "Alternative provision", CATEGORY_ALTERNATIVE
    { "1803001", PRIMARY, UNITS, { 0, 6 } },      { "1803002", PRIMARY, INDEPENDENT, { 0, 6 } },
    { "1803003", PRIMARY, SPECIAL, { 0, 6 } },    { "1803004", PRIMARY, ALTERNATIVE, { 0, 6 } },
    { "1803011", SECONDARY, UNITS, { 7, 13 } },   { "1803012", SECONDARY, INDEPENDENT, { 7, 13 } },
    { "1803013", SECONDARY, SPECIAL, { 7, 13 } }, { "1803014", SECONDARY, ALTERNATIVE, { 7, 13 } },
};

static bool
is_of_category(enum category is, int ncy, size_t category)
{
    (void)ncy;
    return (size_t)is == category;
}

static void
put_planning_area(const struct january *self, const struct planning_area *area, struct table *out)
{
    const struct year_name census = census_name(self->census), year = fy_name(self->census - 1);
    struct scap_row row = { .scenario = self->scenario->id,
                            .role = role_name(self->scenario->role),
                            .area = area->code,
                            .phase = area->phase,
                            .provision = area->provision,
                            .academic_year = year.text,
                            .census = census.text,
                            .basis = self->basis };
    for (int ncy = area->ncy.first; ncy <= area->ncy.last; ncy++) {
        struct who who = everyone();
        who.at = is_of_category;
        who.provision = area->category;
        who.ncy = (struct ncys){ ncy, ncy };
        row.ncy = (double)ncy;
        row.pupils = children(self, &who);
        table_put(out, &row);
    }
}

static void
put_scap(const struct january *self, struct table *out)
{
    for (size_t i = 0; i < sizeof planning_area / sizeof planning_area[0]; i++)
        put_planning_area(self, &planning_area[i], out);
}

static int
fill_scap(const struct table_source *from, struct table *out, struct hr_err *err)
{
    return each_january(from, put_scap, out, err);
}

const struct result_table scap_table = {
    .name = "scap",
    .holds = "children with a plan in specialist provision by SCAP's planning areas and year "
             "groups, whole numbers that add up",
    .field = scap_field,
    .n_field = N_FIELD(scap_field),
    .fill = fill_scap,
};
