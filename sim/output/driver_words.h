/* driver_words.h: what people call an uncertain thing of a scenario, which part of the finances it
 * belongs to, and its values in words.
 *
 * One table of patterns has a row for every number of a scenario file that may have a range, and
 * for every other uncertain thing (uncertain.h). '*' stands for the id of an element of a list,
 * whose label takes the place of {item} in the words; a second one is {second}. Names begin with a
 * capital and have no full stop. */
#ifndef DRIVER_WORDS_H
#define DRIVER_WORDS_H

#include "inputs.h"
#include "words.h"

/* As a finance officer would sort them. */
enum driver_group {
    DRIVER_PLANS,    /* how many children have a plan */
    DRIVER_MIX,      /* where they are placed */
    DRIVER_PRICES,   /* what a place and services cost */
    DRIVER_GRANT,    /* what comes from government by formula */
    DRIVER_DELIVERY, /* what is agreed, consented to and done: receipts, options, rules */
    DRIVER_REST,     /* not told apart */
    N_DRIVER_GROUP
};
extern const char *const driver_group_id[N_DRIVER_GROUP];   /* "plans", in tables */
extern const char *const driver_group_name[N_DRIVER_GROUP]; /* "numbers of plans", in sentences */
extern const char driver_rest_name[];                       /* of what no single number explains */

/* An id without a row is named by its path, and is in no group but the rest; test_driver_words
 * finds none in what a scenario file may say. */
struct words driver_name(const struct inputs *in, const char *id);
/* The name inside a sentence: what the scenario calls its own keeps its capitals. */
struct words driver_name_within(const char *id, const char *name);
enum driver_group driver_group_of(const char *id);
/* Is there a row of the table for it? */
bool driver_is_named(const char *id);

/* The unit of a quantity in tables: "gbp_m" or "gbp" where its name says so, else its own; and a
 * value in it. */
const char *quantity_table_unit(const char *name, const char *unit);
double quantity_table_value(const char *name, double value);
/* The value for people: "2% a year", "£13,400", "0.85 times". */
struct words quantity_words(const struct quantity *q, double value);

#endif
