/* Places of a setting, and what happens when they are taken. */
#include "schema_row.h"


static const struct schema_row seats_row[] = {
    { .key = "id",
      .type = SCHEMA_ID,
      .unit = "",
      .fallback = "",
      .help = "Short name of the scheme that opens them.",
      .example = "\"new-school\"",
      AT(seats_in, id) },
    { .key = "phase",
      .type = SCHEMA_ENUM,
      .unit = "",
      .choice = phase_name,
      .fallback = "\"all\"",
      .help = "Phase they are for: early years (to Nursery), primary (Reception to Year 6), "
              "secondary (Years 7 to 11) or post-16 (from Year "
              "12); a setting has places for all phases together or for each.",
      .example = "\"primary\"",
      AT(seats_in, phase) },
    { .key = "count",
      .type = SCHEMA_COUNT,
      .unit = "places",
      BOUNDS(-100000, 100000),
      .help = "Places on top of those before, filled by any authority's children; below 0: places "
              "that close.",
      .example = "90",
      AT(seats_in, count) },
    { .key = "from",
      .type = SCHEMA_TEXT,
      .unit = "",
      .fallback = "",
      .help = "Academic year or day they open. Left out: they are there from the start.",
      .example = "\"2023/24\"",
      AT(seats_in, from) },
    { .key = "chance",
      .type = SCHEMA_NUMBER,
      .unit = "probability",
      .fallback = "1.0",
      BOUNDS(0, 1),
      .help = "Chance that they open at all; the expected-value run takes the likelier answer.",
      .example = "0.8",
      AT(seats_in, chance) },
    { .key = "delay_years",
      .type = SCHEMA_QUANTITY,
      .unit = "years",
      .fallback = "",
      BOUNDS(0, 20),
      .support = QUANTITY_POSITIVE,
      .help = "How late they open, put off to the start of a term. Left out: on time.",
      .example = "{ distribution = \"pert\"; min = 0; mode = 1; max = 3; }",
      AT(seats_in, delay_years) },
};
const struct schema_table schema_seats = { ROWS(seats_row), .size = sizeof(struct seats_in),
                                           .where = true, ADDRESS("id", "phase", "from") };

static const struct schema_row overflow_row[] = {
    { .key = "to",
      .type = SCHEMA_ID,
      .unit = "",
      .help = "Id of a setting; one that is itself full passes children on.",
      .example = "\"independent\"",
      AT(overflow_in, to) },
    { .key = "share",
      .type = SCHEMA_NUMBER,
      .unit = "of those who go elsewhere",
      .fallback = "",
      BOUNDS(0, 1),
      .help = "Share that goes there, for every setting of the list or for none: then they are "
              "tried in order.",
      .example = "0.7",
      AT(overflow_in, share) },
};
const struct schema_table schema_overflow = { ROWS(overflow_row),
                                              .size = sizeof(struct overflow_in), .where = true,
                                              ADDRESS("to") };

static const char *const until_choice[] = { "phase_transfer", "seat", NULL };

static const struct schema_row wait_row[] = {
    { .key = "in",
      .type = SCHEMA_ID,
      .unit = "",
      .fallback = "",
      .help =
          "Id of the interim setting they wait in, at its own price; it has no places of its own.",
      .example = "\"mainstream\"",
      AT(setting_in, wait_in) },
    { .key = "until",
      .type = SCHEMA_ENUM,
      .unit = "",
      .choice = until_choice,
      .fallback = "\"phase_transfer\"",
      .help = "When they may take a place: at phase transfers alone, or in any year when one is "
              "left after joiners.",
      .example = "\"seat\"",
      AT(setting_in, wait_until) },
    { .key = "share",
      .type = SCHEMA_NUMBER,
      .unit = "of those who find no place",
      .fallback = "1.0",
      BOUNDS(0, 1),
      .help = "Share of those who find no place who wait; the others go down the overflow list.",
      .example = "0.3",
      AT(setting_in, wait_share) },
};
const struct schema_table schema_wait = { ROWS(wait_row) };

static const struct schema_row returns_row[] = {
    { .key = "transfer",
      .type = SCHEMA_QUANTITY,
      .unit = "of those elsewhere",
      .fallback = "",
      BOUNDS(0, 1),
      .support = QUANTITY_UNIT,
      .help =
          "Share who ask at a phase transfer (Reception, Years 3, 7, 12 and 14). Left out: none.",
      .example = "0.3",
      AT(setting_in, returns_transfer) },
    { .key = "mid_phase",
      .type = SCHEMA_QUANTITY,
      .unit = "of those elsewhere, per year",
      .fallback = "",
      BOUNDS(0, 1),
      .support = QUANTITY_UNIT,
      .help = "Share who ask in a year between phase transfers: few leave a school they are "
              "settled in. Left out: none.",
      .example = "0.02",
      AT(setting_in, returns_mid_phase) },
};
const struct schema_table schema_returns = { ROWS(returns_row) };
