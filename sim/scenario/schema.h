/* schema.h: every key a scenario file may hold, as data.
 *
 * From one row come the reading of its value (reader.h), the sentence when it is wrong, `headroom
 * explain key NAME` and the reference page (explain.h), and the generated tests of bad input. A
 * table is the keys of one group, or of each element of a list. The root table is the file. Where a
 * value is not given in the user's file, England's file is asked at the same path (groups merge key
 * by key, a list is taken whole), then `fallback` here.
 *
 * To add a key: a row here, a member in inputs.h. */
#ifndef SCHEMA_H
#define SCHEMA_H

#include "inputs.h"

enum schema_type {
    SCHEMA_TEXT,     /* const char * */
    SCHEMA_ID,       /* const char *; lower-case letters, digits, '-' and '_', a letter first */
    SCHEMA_PLACE,    /* const char *; a setting's id or a category's name */
    SCHEMA_DATE,     /* const char *; "2021-07-05" */
    SCHEMA_BOOL,     /* bool */
    SCHEMA_WHOLE,    /* int */
    SCHEMA_COUNT,    /* double that must be whole */
    SCHEMA_NUMBER,   /* double */
    SCHEMA_NUMBERS,  /* double[length] */
    SCHEMA_FY,       /* int; "2021/22" is 2021 */
    SCHEMA_AY,       /* int; "2021/22" is 2021 */
    SCHEMA_ENUM,     /* int; place in `choice` */
    SCHEMA_FLAG,     /* bool; the second of two in `choice` is true */
    SCHEMA_WHOLES,   /* int *, and its length at `n_offset` */
    SCHEMA_VALUES,   /* double *, and its length at `n_offset` */
    SCHEMA_TEXTS,    /* const char **, and its length at `n_offset` */
    SCHEMA_QUANTITY, /* quantity_id */
    SCHEMA_PATH,     /* struct path_in */
    SCHEMA_GROUP,    /* the members of a struct at `offset` (0: of the enclosing one) */
    SCHEMA_LIST,     /* struct *, and its length at `n_offset` */
    N_SCHEMA_TYPE
};

struct schema_row {
    const char *key;
    enum schema_type type;
    const char *unit; /* for people; "" when it has none */
    double lo, hi;    /* of a number, each of some, or of the length of a list; for a quantity: of
                         every value it is given by */
    const char *fallback; /* libconfig syntax; NULL: must be given; "": may be left out (NAN, -1, 0,
                             "" or NULL as inputs.h says), and of a group: as a whole, then
                             England's keys inside it are not asked for either */
    const char *help;     /* one sentence: what it is */
    const char *example;  /* libconfig syntax */
    size_t offset, n_offset;
    size_t length;                 /* of NUMBERS */
    const char *index;             /* what each of NUMBERS belongs to: "age", "month" */
    int first_index;               /* of the first one */
    const char *const *choice;     /* of ENUM; ends in NULL */
    enum quantity_support support; /* of a quantity; POSITIVE gives way to REAL when the row allows
                                      negative values and one is given */
    bool lone; /* of LIST: its keys that must be given are one, which may stand for an element, and
                  that for the list */
    bool national;   /* of a quantity: drawn once for all areas of a run */
    bool own_source; /* the source of a group around it speaks of something else: it shows none but
                        its own */
    bool total;      /* of NUMBERS: told in the list of assumptions by their sum, not each */
    bool untold; /* not in the list of assumptions: a weight in England's tables, or how the run is
                    made */
    const struct schema_table *table; /* of GROUP, PATH and LIST */
};

struct schema_table {
    const struct schema_row *row;
    size_t n_row;
    size_t size;                /* of one element; lists only */
    bool where;                 /* the struct begins with `const char *where` */
    const char *const *address; /* keys whose values name an element of the list, and may not be
                                   shared by two; ends in NULL; NULL: not a list */
};

extern const struct schema_table schema_root;
extern const struct schema_table schema_path; /* first, long_run, persistence, shock_sd */

/* ---- parts of the root, in the files named after them */
extern const struct schema_table schema_base, schema_run; /* schema.c */
extern const struct schema_table schema_need, schema_setting, schema_plans,
    schema_population; /* schema_people.c */
extern const struct schema_table schema_england, schema_mix;
extern const struct schema_table schema_seats, schema_overflow, schema_wait,
    schema_returns; /* schema_places.c */
extern const struct schema_table schema_joiners, schema_leavers, schema_migration,
    schema_movers;                                                        /* schema_flows.c */
extern const struct schema_table schema_rates;                            /* schema_rates.c */
extern const struct schema_table schema_price, schema_line, schema_grant; /* schema_money.c */
extern const struct schema_table schema_dsg;                              /* schema_ledger.c */
extern const struct schema_table schema_receipt, schema_transfer;         /* schema_agreements.c */
extern const struct schema_table schema_line_share, schema_england_cost,
    schema_printed;                               /* schema_lines.c */
extern const struct schema_table schema_pipeline; /* schema_pipeline.c */
extern const struct schema_table schema_policy;   /* schema_policy.c */
extern const struct schema_table schema_grant_formula, schema_grant_limits,
    schema_academy_places;                                             /* schema_grant.c */
extern const struct schema_table schema_option, schema_odds_word;      /* schema_options.c */
extern const struct schema_table schema_general_fund, schema_deflator; /* schema_general.c */
extern const struct schema_table schema_threshold, schema_event, schema_scenario;

/* Keys that any group may carry, for the numbers inside that carry none: source, source_date,
 * confidence, owner, note. Ends in NULL. */
extern const char *const schema_provenance[];
extern const char *const schema_confidence[];
extern const char *const schema_category[]; /* category names, in order; ends in NULL */

/* 1e6 for keys in £ million (they end in _gbp_m), else 1. */
double schema_scale(const struct schema_row *row);
/* Number, quantity and the like: has it bounds? */
bool schema_is_bounded(const struct schema_row *row);
/* "a whole number from 1 to 30 (years)", "a financial year such as \"2021/22\"": what the row
 * wants. */
void schema_want(const struct schema_row *row, char *buf, size_t size);
/* A number as people write it: 1000000 as "1,000,000", 0.05 as "0.05". */
void schema_number(double value, char *buf, size_t size);

#endif
