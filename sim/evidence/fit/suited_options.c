#include "suited_options.h"

#include "own_unit_costs.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { LEAD_YEARS = 1 }; /* from the first forecast year to the first that an option works in */
static const double HALF = 0.5, LEAST = 0.02, MOST = 0.4;

struct suited {
    const struct national_money *nation;
    const struct people_fit *people;
    const struct own_money *own;
    int area;
    struct text *out;
    char ids[160]; /* as a list of texts */
    size_t n;
};

/* Half of the distance to the neighbours, as a share of what there is. */
static double
size_of(double own, double neighbours)
{
    const double size = HALF * (own - neighbours) / own;
    return isfinite(size) ? fmin(size, MOST) : 0.0;
}

static void
begin(struct suited *self, const char *id)
{
    const size_t length = strlen(self->ids);
    text_add(self->out, "%s    ", self->n == 0 ? "\noptions = (\n" : ",\n");
    (void)snprintf(self->ids + length, sizeof self->ids - length, "%s\"%s\"",
                   self->n == 0 ? "" : ", ", id);
    self->n++;
}

/* From nothing to twice the size. */
static void
put_size(struct text *out, double size)
{
    text_add(out,
             "      share = { low = %.3f; central = %.3f; high = %.3f; confidence = \"weak\";\n"
             "                source = \"judgement: half of the distance to the median of its "
             "statistical neighbours\"; };\n",
             0.3 * size, size, fmin(1.7 * size, 1.0));
}

static int
start(const struct suited *self)
{
    return self->own->origin + LEAD_YEARS;
}

static void
put_repatriation(struct suited *self)
{
    const double own = own_share(self->nation, self->area, CATEGORY_INDEPENDENT),
                 others = neighbours_share(self->nation, self->area, CATEGORY_INDEPENDENT),
                 size = size_of(own, others);
    const int fy = start(self);
    if (size < LEAST)
        return;
    begin(self, "return-local");
    text_add(
        self->out,
        "# %.1f%% of plans are in independent and non-maintained schools, %.1f%% in the "
        "median neighbour.\n"
        "    { id = \"return-local\"; label = \"Local special places at phase transfer\"; type "
        "= \"repatriation\"; start = \"%d/%02d\";\n"
        "      settings = ( \"independent\" ); to = \"state_special\";\n",
        100.0 * own, 100.0 * others, fy, (fy + 1) % 100);
    put_size(self->out, size);
    text_add(
        self->out,
        "      refused = { low = 0.2; central = 0.4; high = 0.6; confidence = \"weak\"; source "
        "= \"judgement: families who decline or win at tribunal\"; }; }");
}

static void
put_inclusion(struct suited *self)
{
    const double own = own_share(self->nation, self->area, CATEGORY_STATE_SPECIAL) +
                       own_share(self->nation, self->area, CATEGORY_INDEPENDENT),
                 others = neighbours_share(self->nation, self->area, CATEGORY_STATE_SPECIAL) +
                          neighbours_share(self->nation, self->area, CATEGORY_INDEPENDENT),
                 size = size_of(own, others);
    const int fy = start(self);
    if (size < LEAST)
        return;
    begin(self, "inclusion");
    text_add(
        self->out,
        "# %.1f%% of plans are in special schools of all kinds, %.1f%% in the median neighbour.\n"
        "    { id = \"inclusion\"; label = \"More children start in a unit of a mainstream "
        "school\"; type = \"inclusion\"; start = \"%d/%02d\";\n"
        "      settings = ( \"state_special\", \"independent\" ); to = \"unit\";\n",
        100.0 * own, 100.0 * others, fy, (fy + 1) % 100);
    put_size(self->out, size);
    text_add(
        self->out,
        "      refused = { low = 0.1; central = 0.3; high = 0.5; confidence = \"weak\"; source "
        "= \"judgement\"; };\n"
        "      cost = { revenue_gbp_m = { value = %.2f; confidence = \"weak\"; source = "
        "\"judgement: 5%% of what support services cost\"; }; }; }",
        fmax(0.01, 0.05e-6 * self->own->line[LINE_SUPPORT].gbp));
}

static void
put_early_support(struct suited *self)
{
    const double size = fmin(HALF * (self->people->level - 1.0) / self->people->level, 0.15);
    const int fy = start(self);
    if (size < LEAST)
        return;
    begin(self, "early-support");
    text_add(self->out,
             "# It issues %.2f times the new plans that England's rates by age would give.\n"
             "    { id = \"early-support\"; label = \"Help before a plan is needed\"; type = "
             "\"early_support\"; start = \"%d/%02d\"; to_age = 10;\n",
             self->people->level, fy, (fy + 1) % 100);
    put_size(self->out, size);
    text_add(self->out,
             "      lag_years = 2; ramp = [ 0.5, 1.0 ];\n"
             "      cost = { revenue_gbp_m = { value = %.2f; confidence = \"weak\"; source = "
             "\"judgement: 10%% of what support services cost\"; }; }; }",
             fmax(0.01, 0.10e-6 * self->own->line[LINE_SUPPORT].gbp));
}

static void
put_price_control(struct suited *self)
{
    enum figure_from from;
    const struct unit unit = { kind_unit, CATEGORY_INDEPENDENT };
    const double own = kind_unit(self->nation, self->area, CATEGORY_INDEPENDENT),
                 others = unit_typical(self->nation, self->area, &unit, &from),
                 size = fmin(size_of(own, others), 0.10);
    const int fy = start(self);
    if (size < LEAST || from != FROM_NEIGHBOURS)
        return;
    begin(self, "fees");
    text_add(
        self->out,
        "# An independent placement cost £%.0f in %d-%02d, £%.0f in the median neighbour.\n"
        "    { id = \"fees\"; label = \"Commissioning and review of independent fees\"; type = "
        "\"price_control\"; start = \"%d/%02d\";\n"
        "      settings = ( \"independent\" );\n",
        own, self->own->lines_year - 1, self->own->lines_year % 100, others, fy, (fy + 1) % 100);
    put_size(self->out, size);
    text_add(self->out, "      ramp = [ 0.3, 0.6, 1.0 ]; }");
}

void
suited_options(const struct national_money *nation, const struct people_fit *people,
               const struct own_money *own, struct text *out)
{
    struct suited self = {
        .nation = nation, .people = people, .own = own, .area = people->series->area, .out = out
    };
    put_repatriation(&self);
    put_inclusion(&self);
    put_early_support(&self);
    put_price_control(&self);
    if (self.n > 0)
        text_add(
            out,
            " );\n\n# Options are switched off: no scenario takes them. To see what they "
            "would do, take the # of the second scenario away.\n"
            "scenarios = (\n    { id = \"as-now\"; label = \"As now\"; role = \"unmitigated\"; "
            "}\n#  , { id = \"options\"; label = \"With options that suit\"; role = "
            "\"mitigated\"; options = ( %s ); }\n);\n",
            self.ids);
    else
        text_add(out,
                 "\n# No option suits by this comparison: it places as its neighbours do. "
                 "headroom explain option lists all types.\n"
                 "scenarios = ( { id = \"as-now\"; label = \"As now\"; role = \"unmitigated\"; "
                 "} );\n");
}
