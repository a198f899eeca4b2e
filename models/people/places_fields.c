/* What a scenario says of settings and their places. */
#include "places.h"

#include "field_rows.h"

const char *const school_choice[] = { "unsaid", "academy", "maintained", NULL };
static const char *const until_choice[] = { "phase_transfer", "seat", NULL };

static const struct field seats_row[] = {
    ID("id", MAY, AT(seats_in, id), "\"new-school\"", "Short name of the scheme that opens them."),
    ENUM("phase", phase_name, "\"all\"", AT(seats_in, phase), "\"primary\"",
         "Phase they are for: early years (to Nursery), primary (Reception to Year 6), "
         "secondary (Years 7 to 11) or post-16 (from Year 12); a setting has places for all "
         "phases together or for each."),
    COUNT("count", "places", -1000000, 1000000, MUST, AT(seats_in, count), "90",
          "Places on top of those before, filled by any authority's children; below 0: places "
          "that close."),
    TEXT("from", MAY, AT(seats_in, from), "\"2023/24\"",
         "Academic year or day they open. Left out: they are there from the start."),
    NUMBER("chance", "probability", 0, 1, "1.0", AT(seats_in, chance), "0.8",
           "Chance that they open at all; the expected-value run takes the likelier answer."),
    QUANTITY("delay_years", "years", 0, 20, MAY, AT(seats_in, delay_years),
             "{ distribution = \"pert\"; min = 0; mode = 1; max = 3; }",
             "How late they open, put off to the start of a term. Left out: on time.", POSITIVE),
    ENUM("school", school_choice, "\"unsaid\"", AT(seats_in, school), "\"academy\"",
         "Who runs the school: an academy's places are deducted from the block at place_rate_gbp, "
         "a maintained school's paid from it, from the day they open in that future; planned in "
         "an announced year, they are in its deductions. \"unsaid\": their cost is typed in "
         "prices, lines or grant."),
};
static const struct field_table seats_fields = TABLE_OF(seats_in, seats_row, "id", "phase", "from");

static const struct field overflow_row[] = {
    ID("to", MUST, AT(overflow_in, to), "\"independent\"",
       "Id of a setting; one that is itself full passes children on.",
       REFERS_AS(SETTING, "overflow to setting")),
    NUMBER("share", "of those who go elsewhere", 0, 1, MAY, AT(overflow_in, share), "0.7",
           "Share that goes there, for every setting of the list or for none: then they are "
           "tried in order."),
};
static const struct field_table overflow_fields = TABLE_OF(overflow_in, overflow_row, "to");

static const struct field wait_row[] = {
    ID("in", MAY, AT(setting_in, wait_in), "\"mainstream\"",
       "Id of the interim setting they wait in, at its own price; it has no places of its own.",
       REFERS_AS(SETTING, "interim setting")),
    ENUM("until", until_choice, "\"phase_transfer\"", AT(setting_in, wait_until), "\"seat\"",
         "When they may take a place: at phase transfers alone, or in any year when one is left "
         "after joiners."),
    NUMBER("share", "of those who find no place", 0, 1, "1.0", AT(setting_in, wait_share), "0.3",
           "Share of those who find no place who wait; the others go down the overflow list."),
};
static const struct field_table wait_fields = TABLE(wait_row);

static const struct field returns_row[] = {
    QUANTITY("transfer", "of those elsewhere", 0, 1, MAY, AT(setting_in, returns_transfer), "0.3",
             "Share who ask at a phase transfer (Reception, Years 3, 7, 12 and 14). Left out: "
             "none.",
             SHARE),
    QUANTITY("mid_phase", "of those elsewhere, per year", 0, 1, MAY,
             AT(setting_in, returns_mid_phase), "0.02",
             "Share who ask in a year between phase transfers: few leave a school they are "
             "settled in. Left out: none.",
             SHARE),
};
static const struct field_table returns_fields = TABLE(returns_row);

static const struct field trend_row[] = {
    QUANTITY("growth", "per year", -0.3, 0.5, MAY, AT(setting_in, trend_growth),
             "{ low = 0.025; central = 0.052; high = 0.083; }",
             "Growth a year of its places, beyond what is named in `places` and before options; 0 "
             "switches it off. Left out: England's for its category, of a local setting.",
             BEFORE("no place opened that the file does not name")),
    QUANTITY("places", "places a year", -1000, 10000, MAY, AT(setting_in, trend_places),
             "{ low = 6; central = 12; high = 20; }", "The same as a number of places a year."),
    AY("from", MAY, AT(setting_in, trend_from), "\"2026/27\"",
       "First academic year in which places open by the trend. Left out: the first after all that "
       "is known: announced years of the grant, places typed in prices and grant."),
    AY("last", MAY, AT(setting_in, trend_last), "\"2029/30\"",
       "Last academic year in which places open by the trend. Left out: no end."),
};
static const struct field_table trend_fields = TABLE(trend_row);

static const struct field setting_row[] = {
    ID("id", MUST, AT(setting_in, id), "\"special\"",
       "Short name of the setting, used elsewhere in the file and in outputs."),
    TEXT("label", MUST, AT(setting_in, label), "\"State special school\"",
         "Name of the setting for people."),
    ENUM("category", category_choice, MUST, AT(setting_in, category), "\"state_special\"",
         "Category of the DfE tables it belongs to, by which England's rates apply to it."),
    BOOL("local", "true", AT(setting_in, local), "true",
         "Whether it is in the authority's own area."),
    BOOL("no_cost", "false", AT(setting_in, no_cost), "true",
         "Whether it costs the high needs block nothing (home education, not in education); "
         "then it has no entry in prices."),
    LIST("places", 0, 100, "( )", LIST_AT(setting_in, seats), &seats_fields,
         "( { count = 313; }, { id = \"new-school\"; count = 90; from = \"2023/24\"; chance = "
         "0.8; } )",
         "Places it has, and those that open or close later. Left out: it is never full.", LONE),
    QUANTITY("others_share", "of its places", 0, 0.95, MAY, AT(setting_in, others_share),
             "{ low = 0.10; central = 0.15; high = 0.20; }",
             "Share of its places that other authorities' children hold. Left out: none.", SHARE),
    LIST("overflow", 0, 30, "( )", LIST_AT(setting_in, overflow), &overflow_fields,
         "( \"unit\", \"independent\" )",
         "Where children go when it is full: settings in order, or settings with shares.", LONE),
    GROUP("wait", MUST, HERE, &wait_fields,
          "Where children wait for a place in it, and until when. Left out: no child waits."),
    GROUP("returns", MUST, HERE, &returns_fields,
          "How many of the children who went elsewhere when it was full ask for a place again."),
    GROUP("trend", MUST, HERE, &trend_fields,
          "Places that open each September in every scenario, before options."),
    NUMBER("academies", "of new places", 0, 1, MAY, AT(setting_in, academies), "0.67",
           "Share of the places that open unnamed which are academies', free schools' or "
           "colleges': DfE deducts them from the block. Left out: England's for its category, of "
           "a local setting; else 0.",
           UNTOLD),
    NUMBER("place_rate_gbp", "pounds a place and year", 0, 100000, MAY,
           AT(setting_in, place_rate_gbp), "10000",
           "What DfE deducts for a place there, or a maintained school is paid for it where the "
           "price has no place_gbp; flat in cash. Left out: England's for its category; else 0.",
           UNTOLD),
};
const struct field_table setting_fields = TABLE_OF(setting_in, setting_row, "id");

static const struct field england_places_row[] = {
    ENUM("category", category_choice, MUST, AT(england_places_in, category), "\"state_special\"",
         "Category of settings whose places they are."),
    NUMBER("low", "per year", -0.3, 0.5, MUST, AT(england_places_in, low), "0.025",
           "Growth of places a year of the authority that 1 in 10 are below.", UNTOLD),
    NUMBER("central", "per year", -0.3, 0.5, MUST, AT(england_places_in, central), "0.052",
           "Growth of places a year of the median authority.", UNTOLD),
    NUMBER("high", "per year", -0.3, 0.5, MUST, AT(england_places_in, high), "0.083",
           "Growth of places a year of the authority that 9 in 10 are below.", UNTOLD),
    NUMBER("academies", "of new places", 0, 1, MUST, AT(england_places_in, academies), "0.67",
           "Share of them at academies, free schools or colleges.", UNTOLD),
    NUMBER("rate_gbp", "pounds a place and year", 0, 100000, MUST, AT(england_places_in, rate_gbp),
           "10000", "DfE's rate for a place.", UNTOLD),
};
const struct field_table england_places_fields =
    TABLE_OF(england_places_in, england_places_row, "category");
