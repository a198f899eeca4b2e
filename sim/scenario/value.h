/* value.h: what a struct of inputs holds, read through the rows of field.h.
 *
 * Whoever writes inputs out (run.json, a scenario's text) walks the tables with these functions and
 * so knows no key by name. `base` is the struct that a row's offset belongs to; numbers are in the
 * key's own unit (£ million for keys in _gbp_m). */
#ifndef VALUE_H
#define VALUE_H

#include "arena.h"
#include "field.h"

#include <string.h>

enum { VALUE_TEXT = 64 }; /* room for a number, a date or a year */

/* Is there anything to write? Not where a key that may be left out was, or a group was, or a list
 * is empty that may be left out. Of a choice inputs do not say whether it was left out: it is then
 * the first one, and is given. */
bool value_is_given(const struct field *row, const void *base);

/* Makes a struct one in which nothing is given. */
void value_clear(const struct field_table *table, void *base);

/* A list of n elements in which nothing is given, in the arena, put into the struct at the LIST of
 * that key; NULL when n is 0 or memory ran out. */
void *value_list(struct arena *arena, const struct field_table *table, const char *key, void *base,
                 size_t n);

/* Of WHOLE, COUNT and NUMBER. */
double value_number(const struct field *row, const void *base);
bool value_bool(const struct field *row, const void *base);
quantity_id value_quantity(const struct field *row, const void *base);
/* Of any value that is one: a text as it is, a choice or a year by its name, a number with as few
 * digits as give it back. buf is used where the text is not there already. */
const char *value_text(const struct field *row, const void *base, char buf[VALUE_TEXT]);
/* A number with as few digits as give it back: "0.05", "60000", "5.28e-05". */
const char *value_shortest(double number, char buf[VALUE_TEXT]);

/* Of WHOLES, VALUES, TEXTS, LIST and NUMBERS: how many, and the first one. */
size_t value_length(const struct field *row, const void *base);
const void *value_items(const struct field *row, const void *base);
/* The struct that a GROUP's or PATH's rows belong to. */
const void *value_group(const struct field *row, const void *base);

/* Does England's file say it, and no file of the user's? where: of a value or an element. */
static inline bool
value_is_of_england(const char *where)
{
    static const char england[] = "england.cfg:";
    return strncmp(where, england, sizeof england - 1) == 0;
}

/* A list is one file's. */
bool value_list_is_of_england(const struct field *row, const void *base);

/* "7.all.special": the values that name an element of a list, as in paths; one with a default is
 * there whether it was typed or not. */
void value_address(const struct field_table *table, const void *element, char *buf, size_t size);

#endif
