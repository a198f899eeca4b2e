/* bridge.h: from one forecast to the next: what moved the deficit, part by part.
 *
 *   ret = bridge_init(&bridge, &old, &new, NULL, &err);   scenarios with the same id
 *   ... bridge.pair[p].year[t].part[BRIDGE_PRICE] ...
 *   bridge_release(&bridge);
 *
 * For each financial year that both folders forecast, at its 31 March, in GBP million:
 *
 *   old deficit + sum of parts = new deficit        (to 1e-6; BRIDGE_REST is the rest, so nothing
 *                                                   is hidden)
 *
 * Figures are averages of the simulated futures, which are the central forecast and add up.
 * Settings and lines are matched by id. The method is at the head of bridge.c. */
#ifndef BRIDGE_H
#define BRIDGE_H

#include "chart_files.h"
#include "folder.h"
#include "last_forecast.h"
#include "run_folder.h"
#include "table.h"

/* In the order of attribution. */
enum bridge_part {
    BRIDGE_OPENING,       /* the deficit brought into the first year that both forecast */
    BRIDGE_VOLUME,        /* place-years of all settings */
    BRIDGE_MIX,           /* how they are shared between settings */
    BRIDGE_PRICE,         /* fee or top-up of a place-year */
    BRIDGE_PLACE_FUNDING, /* of commissioned places */
    BRIDGE_JOINT,         /* what health and social care pay of it */
    BRIDGE_LINES,         /* services and other lines */
    BRIDGE_OPTIONS,       /* what the options themselves cost, to the DSG (measure option_cost) */
    BRIDGE_GRANT,         /* high needs budget, transfers between blocks included */
    BRIDGE_RECEIPTS,      /* agreements and contributions */
    BRIDGE_OTHER_BLOCKS,
    BRIDGE_REST, /* rounding, what a published folder leaves out, spending on no setting or line */
    BRIDGE_N_PART
};

struct bridge_year {
    int fy;
    double old_gbp_m, new_gbp_m; /* deficit at the 31 March that ends it */
    double part[BRIDGE_N_PART];  /* of the change from old to new; adds up over the years so far */
    double of_year[BRIDGE_N_PART]; /* the year's own; the opening is in the first year */
};

struct bridge_item { /* a setting or line: its own part of the change, over the years so far */
    enum bridge_part part;    /* MIX, PRICE, PLACE_FUNDING, JOINT, LINES or OPTIONS */
    const char *id, *measure; /* borrowed from a folder: "therapies", "line.therapies" */
    bool in_old, in_new;      /* is it in the folder? */
    bool hidden;   /* some of its figures are left out of a folder: it is in BRIDGE_REST */
    double *gbp_m; /* owned by the pair; [year] */
};

struct bridge_pair {
    size_t old, new; /* scenario of each folder */
    struct bridge_year *year;
    size_t n_year;
    struct bridge_item *item;
    size_t n_item;
    double *gbp_m; /* owned */
};

struct bridge_names { /* pairs of scenarios that are asked for */
    const struct bridge_scenarios {
        const char *old, *new; /* ids */
    } * item;                  /* borrowed */
    size_t n;
};

struct bridge {
    const struct run_folder *old, *new; /* borrowed */
    struct bridge_pair *pair;           /* owned */
    size_t n_pair;
    enum charts charts; /* pictures that bridge_publish writes; the caller's to set, after init */
};

/* HR_ESCENARIO with a sentence: different areas, no scenario or year in common, a scenario that is
 * not there, a year without a deficit. */
HR_CHECKED int bridge_init(struct bridge *self, const struct run_folder *old,
                           const struct run_folder *new, const struct bridge_names *names,
                           struct hr_err *err);
void bridge_release(struct bridge *self);

const char *bridge_part_id(enum bridge_part part);   /* "place_funding" */
const char *bridge_part_name(enum bridge_part part); /* "Place funding" */

/* ---- what `headroom bridge` says and leaves behind (bridge_publish.c), in a folder that appears
 * whole or not at all (folder.h):
 *
 *   bridge.csv        a row for the old figure, one for each part, one for the new figure
 *   bridge_items.csv  the parts that settings and lines have
 *   bridge.txt        the last year in words
 *   charts/13_last_forecast_SCENARIO.svg, .csv, ...   what NEW has as outturn and OLD as forecast,
 *                     where there is any (bridge_chart.c)
 *   SHA256SUMS, run.json   what was compared, with the SHA-256 of both folders' files and inputs
 *
 * Equal folders, under equal names, give equal bytes. */

/* Tables are released by the caller, also after a failure. */
HR_CHECKED int bridge_table(const struct bridge *bridge, struct table *out, struct hr_err *err);
HR_CHECKED int bridge_items_table(const struct bridge *bridge, struct table *out,
                                  struct hr_err *err);

/* The last year that both forecast, of each pair of scenarios, and what has no partner; owned by
 * the caller (free). */
HR_CHECKED int bridge_text(const struct bridge *bridge, char **text, size_t *size,
                           struct hr_err *err);

/* What chart 13 shows of a pair; figures and texts are borrowed from the arena and the folders. */
HR_CHECKED int bridge_last_forecast(const struct bridge *bridge, size_t pair, struct arena *arena,
                                    struct last_forecast *out, struct hr_err *err);
/* "six of eight outturns lie within the last forecast's likely range", chart 13's title; "" where
 * nothing has come. */
HR_CHECKED int bridge_came(const struct bridge *bridge, size_t pair, struct words *out,
                           struct hr_err *err);
HR_CHECKED int bridge_charts(const struct bridge *bridge, struct folder *folder,
                             struct hr_err *err);

/* Writes all files and makes the folder appear. */
HR_CHECKED int bridge_publish(const struct bridge *bridge, struct folder *folder,
                              struct hr_err *err);

#endif
