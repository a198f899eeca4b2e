/* Rates of single cells, in tables beside the scenario. */
#include "schema_row.h"

static const char *const redraw[] = { "held", "yearly", NULL };
static const char *const joiners_of[] = { "without_plan", "everyone", NULL };

static const struct schema_row rates_row[] = {
    { .key = "leave",
      .type = SCHEMA_TEXT,
      .unit = "",
      .fallback = "",
      .help = "CSV table of plans that end, with the columns ncy (after the birthday year has "
              "turned; or age, 4 more), need, setting, left, "
              "stayed: the chance of a cell is Beta(left, stayed). Blank need or setting: one rate "
              "that all share; a narrower row goes first. "
              "A row with odds (a column that may be left out) in place of left and stayed has the "
              "rate of the next wider row with its odds multiplied. "
              "Cells without a row follow leavers; leavers.level multiplies the odds of all.",
      .example = "\"leave.csv\"",
      AT(rates_in, leave_table) },
    { .key = "move",
      .type = SCHEMA_TEXT,
      .unit = "",
      .fallback = "",
      .help = "CSV table of moves by those who keep a plan, with the columns ncy (after the "
              "birthday year has turned; or age, 4 more), need, "
              "setting, to, weight. A row whose `to` is another setting weighs moving there; one "
              "whose `to` is the setting itself, not "
              "moving; one whose `to` is any, moving at all, where that is not the sum of the "
              "others. Moving is Beta(moving, not moving), "
              "where to is Dirichlet(weights). Blank need: one rate that all needs share; a row of "
              "a need whose `to` is any may give odds (a column that "
              "may be left out) in place of weight, which multiply it. Cells without a row follow "
              "movers.rules; "
              "movers.turnover multiplies the odds of all.",
      .example = "\"move.csv\"",
      AT(rates_in, move_table) },
    { .key = "join",
      .type = SCHEMA_TEXT,
      .unit = "",
      .fallback = "",
      .help = "CSV table of new plans, with the columns ncy (or age, 4 more), joined, not_joined: "
              "the yearly chance of a person without a "
              "plan is Beta(joined, not_joined) in a year in which joiners.level and growth are 1. "
              "Year groups without a row follow "
              "joiners.rate_by_age.",
      .example = "\"join.csv\"",
      AT(rates_in, join_table) },
    { .key = "place",
      .type = SCHEMA_TEXT,
      .unit = "",
      .fallback = "",
      .help = "CSV table of where new plans are placed, with the columns ncy (or age, 4 more), "
              "need, setting, weight: shares are "
              "Dirichlet(weights of the year group). Year groups without a row follow joiners.mix "
              "and own_mix.",
      .example = "\"place.csv\"",
      AT(rates_in, place_table) },
    { .key = "redraw",
      .type = SCHEMA_FLAG,
      .unit = "",
      .fallback = "\"held\"",
      .choice = redraw,
      .help = "Whether a rate that is drawn is held through a future, or drawn anew each year, "
              "which makes ranges too narrow and serves to "
              "compare with a model that does so.",
      .example = "\"held\"",
      AT(rates_in, yearly) },
    { .key = "joiners_of",
      .type = SCHEMA_FLAG,
      .unit = "",
      .fallback = "\"without_plan\"",
      .choice = joiners_of,
      .help = "Whether the chances in rates.join are of people without a plan, or of everyone, "
              "plan or not.",
      .example = "\"without_plan\"",
      AT(rates_in, of_everyone) },
};
const struct schema_table schema_rates = { ROWS(rates_row) };
